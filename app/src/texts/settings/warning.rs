//! What is worth a second look before a policy is saved.

use domain::policy::PolicyWarning;

/// In Portuguese.
pub fn portuguese(warning: &PolicyWarning) -> String {
    match warning {
        PolicyWarning::FineAboveConsumerCap => {
            "Multa acima de 2 %: de consumidores não se pode cobrar mais (CDC art. 52 §1).".to_owned()
        }
        PolicyWarning::FixedFineAboveConsumerCapBelow(below) => format!(
            "A multa fixa passa dos 2 % permitidos para consumidores (CDC art. 52 §1) em lançamentos abaixo de {below}."
        ),
        PolicyWarning::InterestAboveUsual => {
            "Juros acima de 1 % ao mês: só se foram contratados (CTN art. 161 §1).".to_owned()
        }
    }
}

/// In English.
pub fn english(warning: &PolicyWarning) -> String {
    match warning {
        PolicyWarning::FineAboveConsumerCap => {
            "Late fee above 2%: consumers may not be asked for more (CDC art. 52 §1).".to_owned()
        }
        PolicyWarning::FixedFineAboveConsumerCapBelow(below) => format!(
            "The fixed late fee is above the 2% that consumers may be asked (CDC art. 52 §1) on charges below {below}."
        ),
        PolicyWarning::InterestAboveUsual => {
            "Interest above 1% a month: only if it was agreed (CTN art. 161 §1).".to_owned()
        }
    }
}
