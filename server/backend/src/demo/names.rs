//! What the invented clients are called.

use super::random::Random;

/// A person's full name.
pub(crate) fn person(random: &mut Random) -> String {
    let first = *random.pick(FIRST);
    let middle = if random.chance(35) { format!(" {}", random.pick(LAST)) } else { String::new() };
    let particle = if random.chance(22) { *random.pick(&[" da", " de", " dos", " do"]) } else { "" };
    let last = match particle {
        "" => *random.pick(LAST),
        " da" => *random.pick(&["Silva", "Costa", "Rocha", "Cunha", "Luz"]),
        " de" => *random.pick(&["Souza", "Oliveira", "Almeida", "Lima", "Assis"]),
        " dos" => *random.pick(&["Santos", "Reis", "Anjos", "Passos"]),
        _ => *random.pick(&["Nascimento", "Carmo", "Prado", "Vale"]),
    };
    if middle.ends_with(last) {
        return format!("{first}{particle} {last}");
    }
    format!("{first}{middle}{particle} {last}")
}

/// A first name, for whoever answers the telephone.
pub(crate) fn first(random: &mut Random) -> &'static str {
    random.pick::<&'static str>(FIRST)
}

/// A firm's name, as it would stand on an invoice.
pub(crate) fn firm(random: &mut Random) -> String {
    let line = *random.pick(LINES);
    let own = if random.chance(55) { *random.pick(OWN) } else { *random.pick(LAST) };
    let form = random.weighted(&[(60, "Ltda"), (15, "ME"), (12, "EPP"), (8, "S.A."), (5, "Eireli")]);
    if let Some(trade) = line.strip_suffix(" de") {
        return format!("{own} {trade} de Alimentos {form}");
    }
    if random.chance(12) {
        let (one, other) = (random.pick(LAST), random.pick(LAST));
        return format!("{one} & {other} {line} {form}");
    }
    format!("{line} {own} {form}")
}

#[rustfmt::skip]
const FIRST: &[&str] = &[
    "Ana", "Maria", "Adriana", "Beatriz", "Camila", "Carla", "Cláudia", "Daniela", "Débora", "Eliane", "Fernanda",
    "Gabriela", "Helena", "Isabela", "Ivone", "Jéssica", "Juliana", "Larissa", "Letícia", "Lívia", "Luciana", "Márcia",
    "Mariana", "Patrícia", "Priscila", "Raquel", "Renata", "Rosângela", "Sandra", "Simone", "Sônia", "Tatiane",
    "Vanessa", "Vera Lúcia", "Viviane", "Alexandre", "André", "Antônio", "Bruno", "Caio", "Carlos Eduardo", "Cláudio",
    "Daniel", "Diego", "Edson", "Eduardo", "Fábio", "Felipe", "Fernando", "Francisco", "Gilberto", "Guilherme",
    "Gustavo", "Henrique", "João", "João Paulo", "Joaquim", "Jorge", "José Carlos", "Júlio César", "Leandro",
    "Leonardo", "Lucas", "Luiz Fernando", "Marcelo", "Marcos Vinícius", "Mateus", "Maurício", "Murilo", "Otávio",
    "Paulo Roberto", "Pedro Henrique", "Rafael", "Raimundo", "Renato", "Ricardo", "Roberto", "Rodrigo", "Sérgio",
    "Thiago", "Vítor", "Wagner", "Wellington",
];

#[rustfmt::skip]
const LAST: &[&str] = &[
    "Silva", "Santos", "Oliveira", "Souza", "Pereira", "Lima", "Carvalho", "Ferreira", "Ribeiro", "Almeida", "Costa",
    "Gomes", "Martins", "Araújo", "Melo", "Barbosa", "Rocha", "Dias", "Nunes", "Moreira", "Cardoso", "Teixeira",
    "Correia", "Cavalcanti", "Monteiro", "Mendes", "Freitas", "Barros", "Pinto", "Moura", "Campos", "Batista",
    "Vieira", "Andrade", "Fernandes", "Machado", "Lopes", "Marques", "Rezende", "Azevedo", "Duarte", "Bezerra",
    "Farias", "Guimarães", "Siqueira", "Tavares", "Coelho", "Brito", "Nogueira", "Queiroz", "Bittencourt", "Schmitt",
    "Zanella", "Yamamoto", "Nakamura", "Bianchi", "Rossi", "Hoffmann", "Figueiredo", "Magalhães", "Peixoto", "Assunção",
];

#[rustfmt::skip]
const OWN: &[&str] = &[
    "Bom Jesus", "São Jorge", "Nova Era", "Horizonte", "Central", "Ipê", "Araucária", "Estrela do Sul", "Boa Esperança",
    "Três Irmãos", "União", "Progresso", "Ideal", "Primavera", "Sol Nascente", "Pantanal", "Litoral", "Serrana", "Alvorada",
    "Paulista", "Mineira", "Nordeste", "Pioneira", "Santa Clara", "São Bento", "Aliança", "Girassol", "Vitória Régia",
    "Jatobá", "Sabiá", "Bela Aurora", "Rio Branco", "Cruzeiro", "Confiança",
];

#[rustfmt::skip]
const LINES: &[&str] = &[
    "Padaria", "Supermercado", "Mercearia", "Auto Peças", "Construtora", "Materiais de Construção", "Transportes",
    "Distribuidora", "Comércio de", "Indústria de", "Farmácia", "Papelaria", "Clínica Odontológica", "Restaurante",
    "Pizzaria", "Hotel", "Oficina Mecânica", "Metalúrgica", "Confecções", "Calçados", "Móveis", "Gráfica",
    "Informática", "Contabilidade", "Escola", "Laboratório", "Agropecuária", "Madeireira", "Vidraçaria", "Serralheria",
    "Lavanderia", "Academia", "Ótica", "Pet Shop", "Floricultura", "Elétrica e Hidráulica", "Engenharia", "Marcenaria",
    "Embalagens", "Locadora",
];
