//! Words by which entities are known, in small letters.

mod amounts;
mod counted;
mod days;
mod months;
mod trade;

pub(super) use amounts::{Spelling, spelled};
pub(super) use counted::{Counted, counted, numerals};
pub(super) use days::days;
pub(super) use months::months;
pub(super) use trade::{CURRENCY_WORDS, NOT_ORDERS, ORDER_NUMBERS, ORDERS, PHONES};
