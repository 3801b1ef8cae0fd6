//! Em Dia.
