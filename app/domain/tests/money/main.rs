//! Money: ledgers, settlement, agreements and promises, by example and over random histories.

mod agreement;
mod agreement_form;
mod forms;
mod history;
mod ledger;
mod policies;
mod promise;
mod settlement;
mod support;
