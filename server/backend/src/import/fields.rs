//! The fields of an import and the headings under which files carry them.

use domain::text::normalise;

macro_rules! fields {
    ($($field:ident = $name:literal: $($heading:literal),+;)+) => {
        /// What a column of the file can hold.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "their names in the map say it")]
        pub enum Field { $($field),+ }

        impl Field {
            /// All fields, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$field),+];

            /// The field's name in `--map` and in forms.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$field => $name),+ }
            }

            /// Known headings, reduced to letters and digits; the surest first.
            const fn headings(self) -> &'static [&'static str] {
                match self { $(Self::$field => &[$($heading),+]),+ }
            }
        }
    };
}

#[rustfmt::skip]
fields! {
    ClientId = "client_id": "clientid", "codigodocliente", "codigocliente", "codcliente", "coddocliente",
        "idcliente", "iddocliente", "clienteid", "ncliente", "numerodocliente", "numerocliente",
        "matricula", "codigosacado", "codsacado", "codigodosacado", "customerid", "customernumber", "customerno",
        "customercode", "custid", "custno", "custnumber", "clientcode", "clientnumber", "clientno",
        "accountid", "accountnumber", "accountno";
    ClientName = "client_name": "clientname", "nomedocliente", "nomecliente", "razaosocial",
        "razaosocialnome", "nomerazaosocial", "razaosocialdocliente", "cliente", "nome", "nomecompleto", "sacado", "nomedosacado",
        "nomesacado", "pagador", "nomedopagador", "devedor", "nomedodevedor", "customername", "customer",
        "client", "debtor", "name", "namecustomer", "nomefantasia", "fantasia";
    TaxId = "tax_id": "taxid", "cpfcnpj", "cnpjcpf", "cpfoucnpj", "cnpjoucpf", "cnpj", "cpf", "cpfcnpjdocliente",
        "cpfcnpjcliente", "cnpjcpfcliente", "cnpjcpfdocliente", "cpfcnpjsacado", "cpfcnpjdosacado",
        "documentodocliente", "documentocliente", "inscricao", "ncpfcnpj", "numerocpfcnpj", "taxnumber", "vatid", "vatnumber";
    Email = "email": "email", "emaildocliente", "emailcliente", "correioeletronico", "emailcobranca",
        "emailaddress", "mail", "customeremail";
    Phone = "phone": "phone", "telefone", "telefonefixo", "fone", "tel", "telefone1", "fone1",
        "telefonedocliente", "telefonecliente", "telefonecomercial", "telefoneresidencial", "phonenumber",
        "telephone", "landline", "customerphone", "dddtelefone";
    Mobile = "mobile": "mobile", "celular", "telefonecelular", "whatsapp", "cel", "celular1", "celularwhatsapp",
        "celulardocliente", "telefone2", "fone2", "mobilephone", "mobilenumber", "cellphone", "cell", "celular0800";
    Street = "street": "street", "logradouro", "endereco", "rua", "enderecodocliente", "enderecocliente",
        "address", "address1", "addressline1", "streetaddress";
    Number = "number": "number", "numerodoendereco", "numeroendereco", "numerologradouro", "numero", "num", "n", "no",
        "streetnumber", "housenumber";
    District = "district": "district", "bairro", "bairrodocliente", "neighborhood", "neighbourhood";
    City = "city": "city", "cidade", "municipio", "cidadedocliente", "cidadecliente", "town";
    Uf = "uf": "uf", "estado", "ufcliente", "ufdocliente", "siglauf", "state", "cidadeuf";
    Cep = "cep": "cep", "codigopostal", "cepdocliente", "cepcliente", "zip", "zipcode", "postcode", "postalcode";
    Document = "document": "document", "numerododocumento", "numerodocumento", "ndocumento", "nododocumento", "nodocumento",
        "nrodocumento", "nrdocumento", "numdocumento", "documento", "numerodotitulo", "numerotitulo", "ntitulo", "nodotitulo",
        "nrotitulo", "notitulo", "titulo", "codigodotitulo", "duplicata", "numerodaduplicata", "nduplicata",
        "numerodafatura", "numerofatura", "nfatura", "nofatura", "nodafatura", "fatura", "notafiscal", "numerodanota", "numeronota",
        "numerodanotafiscal", "nnf", "nonf", "nonota", "nodanota", "nf", "nfe", "numeronf", "numeronfe", "seunumero", "nossonumero",
        "codigodolancamento", "invoicenumber", "invoiceno", "invoiceid", "invoice", "documentnumber",
        "documentno", "documentid", "docno", "docnumber", "billnumber", "reference", "referencia", "codigo";
    Issued = "issued": "issued", "emissao", "datadeemissao", "dataemissao", "dtemissao", "datadaemissao",
        "dtdeemissao", "emitidoem", "datadodocumento", "datadocumento", "issuedate", "issued", "dateissued", "issuedon", "invoicedate",
        "documentdate", "documentcreatedate", "billdate";
    Due = "due": "due", "vencimento", "datadevencimento", "datavencimento", "dtvencimento", "dtvenc", "datavenc", "datadovencimento",
        "dtdevencimento", "venceem", "vcto", "vencto", "dtvcto", "vencimentooriginal", "duedate", "dueon", "dateofmaturity",
        "maturitydate", "maturity", "dueindate", "paymentdue";
    Amount = "amount": "amount", "valor", "valororiginal", "valordotitulo", "valortitulo", "valordodocumento",
        "valordocumento", "valordafatura", "valordaparcela", "valorparcela", "valortotal", "valornominal",
        "valordacobranca", "valorr", "vlr", "vlrtitulo", "vlroriginal", "vldocumento", "vltitulo", "valorbruto",
        "valorliquido", "valoremaberto", "valoraberto", "saldo", "saldodevedor", "total", "invoiceamount", "amountdue",
        "originalamount", "totalamount", "openamount", "totalopenamount", "value", "balance";
    PaidOn = "paid_on": "paidon", "datadopagamento", "datadepagamento", "datapagamento", "dtpagamento", "dtpgto",
        "datapgto", "pagamento", "pagoem", "datadabaixa", "datadebaixa", "databaixa", "dtbaixa", "baixa", "dataderecebimento",
        "datadorecebimento", "datarecebimento", "recebidoem", "dataquitacao", "datadaquitacao", "datadequitacao", "datadaliquidacao",
        "datadeliquidacao", "dataliquidacao", "liquidacao", "datacredito", "paiddate", "paymentdate", "datepaid", "settleddate",
        "settledon", "settlementdate", "cleardate", "clearedon", "clearingdate";
    PaidAmount = "paid_amount": "paidamount", "valorpago", "valorrecebido", "valordopagamento",
        "valorpagamento", "valorbaixado", "valordabaixa", "valorliquidado", "vlrpago", "vlpago", "totalpago", "amountpaid",
        "paymentamount", "receivedamount", "amountreceived";
    Notes = "notes": "notes", "observacao", "observacoes", "obs", "historico", "descricao", "comentario",
        "comentarios", "anotacoes", "detalhes", "memo", "comments", "comment", "description", "remarks", "note";
}

/// What a file is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Receivables: a row is a charge.
    #[default]
    Charges,
    /// Payments of charges that are known: a row is a payment.
    Payments,
}

impl Kind {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Charges, Self::Payments];

    /// The kind's name in the store and in forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Charges => "charges",
            Self::Payments => "payments",
        }
    }

    /// Whether rows of this kind have such a field.
    pub const fn has(self, field: Field) -> bool {
        match self {
            Self::Charges => true,
            Self::Payments => {
                matches!(field, Field::Document | Field::PaidOn | Field::PaidAmount | Field::Amount)
            }
        }
    }
}

impl std::str::FromStr for Kind {
    type Err = domain::Error;

    fn from_str(text: &str) -> Result<Self, domain::Error> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(domain::Error::NotAnOption)
    }
}

/// Which column holds which field, as it was given.
#[derive(Clone, Debug)]
pub(super) enum Given {
    /// Some fields by the headings of their columns; the headings say the rest.
    Some(Vec<(Field, String)>),
    /// The field of every column, in the order of the columns.
    All(Vec<Option<Field>>),
}

impl Given {
    /// What goes before the headings where they are looked for.
    pub(super) fn named(&self) -> &[(Field, String)] {
        match self {
            Self::Some(named) => named,
            Self::All(_) => &[],
        }
    }
}

impl std::str::FromStr for Field {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = Self::ALL.iter().find(|field| field.as_str() == text);
        known.copied().ok_or_else(|| {
            let all: Vec<&str> = Self::ALL.iter().map(|field| field.as_str()).collect();
            format!("there is no field {text:?}; the fields are {}", all.join(", "))
        })
    }
}

/// Which column holds which field.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    columns: [Option<usize>; Field::ALL.len()],
    headings: Vec<String>,
}

impl Layout {
    /// The layout of a file with these headings. `map` goes before what the headings say.
    pub(super) fn new(map: &[(Field, String)], headings: &[String]) -> Result<Self, String> {
        let mut columns = [None; Field::ALL.len()];
        let mut taken = vec![false; headings.len()];
        let reduced: Vec<String> = headings.iter().map(|heading| reduce(heading)).collect();
        for (field, heading) in map {
            let column = headings
                .iter()
                .position(|known| known == heading)
                .or_else(|| reduced.iter().position(|known| *known == reduce(heading)))
                .ok_or_else(|| {
                    format!("the file has no column {heading:?}; its columns are {}", listed(headings))
                })?;
            columns[*field as usize] = Some(column);
            taken[column] = true;
        }
        for field in Field::ALL.iter().copied().filter(|field| !map.iter().any(|(given, _)| given == field)) {
            let free = |wanted: &&str| {
                reduced.iter().zip(&taken).position(|(known, taken)| known == *wanted && !*taken)
            };
            let column = field.headings().iter().find_map(free);
            if let Some(column) = column {
                columns[field as usize] = Some(column);
                taken[column] = true;
            }
        }
        let mut layout = Self { columns, headings: headings.to_vec() };
        layout.settle_number(map);
        Ok(layout)
    }

    /// The layout of a file whose every column was given.
    pub(super) fn exact(given: &[Option<Field>], headings: &[String]) -> Self {
        let mut columns = [None; Field::ALL.len()];
        for (column, field) in given.iter().enumerate().take(headings.len()) {
            if let Some(field) = field {
                columns[*field as usize].get_or_insert(column);
            }
        }
        Self { columns, headings: headings.to_vec() }
    }

    /// The layout as it was given.
    pub(super) fn as_given(given: &Given, headings: &[String]) -> Result<Self, String> {
        match given {
            Given::Some(named) => Self::new(named, headings),
            Given::All(columns) => Ok(Self::exact(columns, headings)),
        }
    }

    /// The field of each column.
    pub(super) fn fields(&self) -> Vec<Option<Field>> {
        let of = |column| Field::ALL.iter().copied().find(|field| self.column(*field) == Some(column));
        (0..self.headings.len()).map(of).collect()
    }

    /// The field that holds what was paid, in a file of payments: often it is just called *valor*.
    pub(super) const fn paid_field(&self) -> Field {
        if self.column(Field::PaidAmount).is_some() { Field::PaidAmount } else { Field::Amount }
    }

    /// A *número* without a street is that of the document, if nothing else is.
    fn settle_number(&mut self, map: &[(Field, String)]) {
        let given = |field| map.iter().any(|(known, _)| *known == field);
        let (document, number) = (Field::Document as usize, Field::Number as usize);
        if self.columns[document].is_none() && self.column(Field::Street).is_none() && !given(Field::Number) {
            self.columns[document] = self.columns[number].take();
        }
    }

    /// A field whose column cannot be told by its heading: another column has the same.
    pub(super) fn ambiguous(&self) -> Option<Field> {
        let heading = |column: usize| self.headings.get(column).map(|heading| reduce(heading));
        let twin = |column: usize| {
            (0..self.headings.len()).any(|other| other != column && heading(other) == heading(column))
        };
        Field::ALL.iter().copied().find(|field| self.column(*field).is_some_and(twin))
    }

    /// How many fields have a column.
    pub(super) fn known(&self) -> usize {
        self.columns.iter().flatten().count()
    }

    /// What of the fields without which nothing can be imported has no column.
    pub(super) fn missing(&self, kind: Kind) -> Vec<Vec<Field>> {
        missing(kind, |field| self.column(field).is_some())
    }

    /// The column of a field, if the file has it.
    pub(super) const fn column(&self, field: Field) -> Option<usize> {
        self.columns[field as usize]
    }

    /// The heading of a field's column.
    pub(super) fn heading(&self, field: Field) -> &str {
        let heading = self.column(field).and_then(|column| self.headings.get(column));
        heading.map_or(field.as_str(), String::as_str)
    }

    /// The headings of the file.
    pub(super) fn headings(&self) -> &[String] {
        &self.headings
    }
}

/// What is needed and not there; of several, one is enough.
pub(crate) fn missing(kind: Kind, has: impl Fn(Field) -> bool) -> Vec<Vec<Field>> {
    let needed: &[&[Field]] = match kind {
        Kind::Charges => &[
            &[Field::Document],
            &[Field::Due],
            &[Field::Amount],
            &[Field::ClientId, Field::ClientName, Field::TaxId],
        ],
        Kind::Payments => &[&[Field::Document], &[Field::PaidOn], &[Field::PaidAmount, Field::Amount]],
    };
    let lacks = |any: &&&[Field]| !any.iter().any(|field| has(*field));
    needed.iter().filter(lacks).map(|any| any.to_vec()).collect()
}

/// The headings of a file for a sentence: of what is no table at all, as much as can be read.
pub(super) fn listed(headings: &[String]) -> String {
    const SHOWN: usize = 30;
    const LETTERS: usize = 40;
    let cut =
        |heading: &String| heading.chars().filter(|c| !c.is_control()).take(LETTERS).collect::<String>();
    let mut shown: Vec<String> = headings.iter().take(SHOWN).map(cut).collect();
    if headings.len() > SHOWN {
        shown.push("...".to_owned());
    }
    shown.join(", ")
}

/// A heading as it is compared: `Nº do Documento` and `No. do documento` are the same.
pub(crate) fn reduce(heading: &str) -> String {
    normalise(heading).chars().filter(char::is_ascii_alphanumeric).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(headings: &[&str]) -> Layout {
        let headings: Vec<String> = headings.iter().map(|heading| (*heading).to_owned()).collect();
        Layout::new(&[], &headings).unwrap()
    }

    #[test]
    fn portuguese_headings_map_by_themselves() {
        let layout = layout(&[
            "Código do Cliente",
            "Razão Social",
            "CPF/CNPJ",
            "E-mail",
            "Telefone",
            "Celular",
            "Endereço",
            "Número",
            "Bairro",
            "Cidade",
            "UF",
            "CEP",
            "Nº Documento",
            "Data de Emissão",
            "Vencimento",
            "Valor (R$)",
            "Data Pagamento",
            "Valor Pago",
            "Observações",
        ]);
        let columns: Vec<_> = Field::ALL.iter().map(|field| layout.column(*field)).collect();
        assert_eq!(columns, (0..19).map(Some).collect::<Vec<_>>());
    }

    #[test]
    fn english_headings_map_by_themselves() {
        let layout = layout(&[
            "countryCode",
            "customerID",
            "PaperlessDate",
            "invoiceNumber",
            "InvoiceDate",
            "DueDate",
            "InvoiceAmount",
            "Disputed",
            "SettledDate",
            "PaperlessBill",
        ]);
        assert_eq!(layout.column(Field::ClientId), Some(1));
        assert_eq!(layout.column(Field::Document), Some(3));
        assert_eq!(layout.column(Field::Issued), Some(4));
        assert_eq!(layout.column(Field::Due), Some(5));
        assert_eq!(layout.column(Field::Amount), Some(6));
        assert_eq!(layout.column(Field::PaidOn), Some(8));
        assert_eq!(layout.known(), 6);
    }

    #[test]
    fn the_surer_heading_wins() {
        let layout = layout(&[
            "Nome Fantasia",
            "Cliente",
            "Razão Social",
            "Saldo",
            "Valor",
            "Documento",
            "Vencimento",
        ]);
        assert_eq!(layout.column(Field::ClientName), Some(2));
        assert_eq!(layout.column(Field::Amount), Some(4));
        assert!(layout.missing(Kind::Charges).is_empty());
    }

    #[test]
    fn two_columns_of_one_name_are_told_only_where_it_matters() {
        assert_eq!(layout(&["Documento", "Vencimento", "Valor", "VALOR"]).ambiguous(), Some(Field::Amount));
        assert_eq!(layout(&["Documento", "Vencimento", "Valor", "Filial", "Filial"]).ambiguous(), None);
    }

    #[test]
    fn a_map_goes_before_the_headings_and_names_what_is_not_there() {
        let headings = ["Documento".to_owned(), "Titulo".to_owned(), "Valor".to_owned()];
        let layout = Layout::new(&[(Field::Document, "titulo".to_owned())], &headings).unwrap();
        assert_eq!(layout.column(Field::Document), Some(1));
        let client = vec![Field::ClientId, Field::ClientName, Field::TaxId];
        assert_eq!(layout.missing(Kind::Charges), [vec![Field::Due], client]);

        let error = Layout::new(&[(Field::Due, "Vence".to_owned())], &headings).unwrap_err();
        assert!(error.contains("\"Vence\"") && error.contains("Titulo"), "{error}");
    }
}
