//! Where the invented clients live: real cities with their area codes and postcodes.

use super::random::Random;

/// A city.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) city: &'static str,
    pub(crate) uf: &'static str,
    pub(crate) area: u8,
    /// The first five digits of its postcodes.
    ceps: (i64, i64),
    districts: &'static [&'static str],
}

/// An address.
#[derive(Clone, Debug)]
pub(crate) struct Address {
    pub(crate) place: Place,
    pub(crate) street: String,
    pub(crate) number: String,
    pub(crate) complement: String,
    pub(crate) district: String,
    pub(crate) cep: String,
}

pub(crate) fn address(random: &mut Random) -> Address {
    let place = *random.pick(PLACES);
    let cep = random.between(place.ceps.0, place.ceps.1) * 1_000 + random.between(0, 899);
    let number = random.between(10, 2_400).to_string();
    let complement = match random.between(1, 10) {
        1 => format!("apto {}", random.between(11, 184)),
        2 => format!("sala {}", random.between(1, 40)),
        3 => "casa 2".to_owned(),
        _ => String::new(),
    };
    Address {
        place,
        street: (*random.pick(STREETS)).to_owned(),
        number,
        complement,
        district: (*random.pick(place.districts)).to_owned(),
        cep: format!("{cep:08}"),
    }
}

const fn place(
    city: &'static str,
    uf: &'static str,
    area: u8,
    ceps: (i64, i64),
    districts: &'static [&'static str],
) -> Place {
    Place { city, uf, area, ceps, districts }
}

#[rustfmt::skip]
const PLACES: &[Place] = &[
    place("São Paulo", "SP", 11, (1_310, 5_890), &["Bela Vista", "Pinheiros", "Vila Mariana", "Moema", "Lapa"]),
    place("São Paulo", "SP", 11, (3_010, 3_990), &["Mooca", "Tatuapé", "Vila Prudente", "Penha"]),
    place("Guarulhos", "SP", 11, (7_010, 7_270), &["Centro", "Vila Galvão", "Macedo"]),
    place("Campinas", "SP", 19, (13_010, 13_140), &["Cambuí", "Taquaral", "Barão Geraldo", "Centro"]),
    place("Santos", "SP", 13, (11_010, 11_095), &["Gonzaga", "Boqueirão", "Embaré"]),
    place("Ribeirão Preto", "SP", 16, (14_010, 14_110), &["Centro", "Jardim Sumaré", "Campos Elíseos"]),
    place("São José dos Campos", "SP", 12, (12_210, 12_248), &["Jardim Aquarius", "Centro", "Vila Ema"]),
    place("Sorocaba", "SP", 15, (18_010, 18_110), &["Centro", "Campolim", "Vila Hortência"]),
    place("São José do Rio Preto", "SP", 17, (15_010, 15_115), &["Boa Vista", "Redentora", "Centro"]),
    place("Bauru", "SP", 14, (17_010, 17_110), &["Centro", "Jardim Estoril", "Vila Cidade Universitária"]),
    place("Rio de Janeiro", "RJ", 21, (20_010, 23_790), &["Tijuca", "Botafogo", "Méier", "Campo Grande", "Copacabana"]),
    place("Niterói", "RJ", 21, (24_020, 24_350), &["Icaraí", "Fonseca", "São Francisco"]),
    place("Petrópolis", "RJ", 24, (25_610, 25_770), &["Centro", "Quitandinha", "Itaipava"]),
    place("Vitória", "ES", 27, (29_010, 29_090), &["Jardim da Penha", "Praia do Canto", "Centro"]),
    place("Belo Horizonte", "MG", 31, (30_110, 31_990), &["Savassi", "Santa Efigênia", "Pampulha", "Buritis"]),
    place("Uberlândia", "MG", 34, (38_400, 38_414), &["Martins", "Santa Mônica", "Tibery"]),
    place("Juiz de Fora", "MG", 32, (36_010, 36_100), &["São Mateus", "Cascatinha", "Centro"]),
    place("Montes Claros", "MG", 38, (39_400, 39_408), &["Centro", "Todos os Santos", "Ibituruna"]),
    place("Curitiba", "PR", 41, (80_010, 82_990), &["Água Verde", "Batel", "Portão", "Boa Vista", "Santa Felicidade"]),
    place("Londrina", "PR", 43, (86_010, 86_100), &["Gleba Palhano", "Centro", "Vila Nova"]),
    place("Maringá", "PR", 44, (87_010, 87_090), &["Zona 7", "Zona 1", "Jardim Alvorada"]),
    place("Cascavel", "PR", 45, (85_801, 85_822), &["Centro", "Neva", "Parque São Paulo"]),
    place("Florianópolis", "SC", 48, (88_010, 88_070), &["Trindade", "Estreito", "Coqueiros"]),
    place("Joinville", "SC", 47, (89_201, 89_238), &["América", "Anita Garibaldi", "Glória"]),
    place("Blumenau", "SC", 47, (89_010, 89_090), &["Vila Nova", "Victor Konder", "Garcia"]),
    place("Porto Alegre", "RS", 51, (90_010, 91_990), &["Moinhos de Vento", "Cidade Baixa", "Sarandi", "Menino Deus"]),
    place("Caxias do Sul", "RS", 54, (95_010, 95_120), &["São Pelegrino", "Exposição", "Centro"]),
    place("Pelotas", "RS", 53, (96_010, 96_090), &["Centro", "Três Vendas", "Fragata"]),
    place("Santa Maria", "RS", 55, (97_010, 97_110), &["Camobi", "Nossa Senhora de Fátima", "Centro"]),
    place("Brasília", "DF", 61, (70_200, 72_700), &["Asa Sul", "Asa Norte", "Taguatinga", "Guará"]),
    place("Goiânia", "GO", 62, (74_003, 74_890), &["Setor Bueno", "Setor Oeste", "Jardim América"]),
    place("Anápolis", "GO", 62, (75_001, 75_140), &["Jundiaí", "Centro", "Vila Industrial"]),
    place("Palmas", "TO", 63, (77_001, 77_020), &["Plano Diretor Sul", "Plano Diretor Norte"]),
    place("Cuiabá", "MT", 65, (78_005, 78_100), &["Centro", "Boa Esperança", "CPA I"]),
    place("Campo Grande", "MS", 67, (79_002, 79_120), &["Centro", "Jardim dos Estados", "Tiradentes"]),
    place("Porto Velho", "RO", 69, (76_801, 76_830), &["Olaria", "Embratel", "Centro"]),
    place("Rio Branco", "AC", 68, (69_900, 69_920), &["Bosque", "Estação Experimental"]),
    place("Salvador", "BA", 71, (40_010, 41_990), &["Pituba", "Brotas", "Barra", "Itapuã"]),
    place("Feira de Santana", "BA", 75, (44_001, 44_100), &["Centro", "Kalilândia", "Santa Mônica"]),
    place("Aracaju", "SE", 79, (49_010, 49_090), &["Jardins", "Grageru", "Centro"]),
    place("Recife", "PE", 81, (50_010, 52_090), &["Boa Viagem", "Casa Forte", "Espinheiro", "Várzea"]),
    place("Caruaru", "PE", 81, (55_002, 55_040), &["Maurício de Nassau", "Indianópolis"]),
    place("Maceió", "AL", 82, (57_010, 57_080), &["Farol", "Ponta Verde", "Jatiúca"]),
    place("João Pessoa", "PB", 83, (58_010, 58_080), &["Manaíra", "Tambaú", "Bancários"]),
    place("Natal", "RN", 84, (59_010, 59_140), &["Tirol", "Ponta Negra", "Lagoa Nova"]),
    place("Fortaleza", "CE", 85, (60_010, 60_880), &["Aldeota", "Meireles", "Messejana", "Benfica"]),
    place("Teresina", "PI", 86, (64_000, 64_090), &["Jóquei", "Centro", "Ilhotas"]),
    place("São Luís", "MA", 98, (65_010, 65_090), &["Renascença", "Cohama", "Calhau"]),
    place("Belém", "PA", 91, (66_010, 66_890), &["Nazaré", "Umarizal", "Marco"]),
    place("Manaus", "AM", 92, (69_005, 69_090), &["Adrianópolis", "Flores", "Cidade Nova"]),
    place("Boa Vista", "RR", 95, (69_301, 69_330), &["Caçari", "Mecejana"]),
    place("Macapá", "AP", 96, (68_900, 68_910), &["Central", "Santa Rita", "Trem"]),
];

#[rustfmt::skip]
const STREETS: &[&str] = &[
    "Rua das Acácias", "Rua Quinze de Novembro", "Avenida Getúlio Vargas", "Rua Marechal Deodoro",
    "Avenida Brasil", "Rua Sete de Setembro", "Rua Tiradentes", "Rua Barão do Rio Branco", "Avenida Santos Dumont",
    "Rua Dom Pedro II", "Rua José Bonifácio", "Rua Duque de Caxias", "Avenida Independência", "Rua Benjamin Constant",
    "Rua Floriano Peixoto", "Rua São João", "Rua Santa Catarina", "Rua das Palmeiras", "Rua dos Ipês",
    "Avenida das Nações", "Rua Rui Barbosa", "Rua Castro Alves", "Rua Machado de Assis", "Avenida Presidente Kennedy",
    "Rua Princesa Isabel", "Rua Voluntários da Pátria", "Rua General Osório", "Rua Padre Anchieta",
    "Travessa das Flores", "Alameda dos Jacarandás", "Rua Coronel Pacheco", "Rua Visconde de Mauá",
    "Rua Monteiro Lobato", "Avenida Tancredo Neves", "Rua Cecília Meireles", "Rua Bela Vista", "Rua do Comércio",
    "Rua Vinte e Quatro de Maio", "Avenida Juscelino Kubitschek", "Rua Aquidabã",
];
