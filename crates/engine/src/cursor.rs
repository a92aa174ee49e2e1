//! Places in lists that are ordered by time: what a page hands out and takes back as its cursor.

use domain::{Problem, Timestamp};
use std::str::FromStr;

use crate::error::Result;

/// The place of a row made at `at`.
pub(crate) fn write(at: Timestamp, id: &str) -> String {
    format!("{}-{id}", at.0)
}

/// Reads what [`write`] wrote.
pub(crate) fn read<Id: FromStr>(cursor: Option<&str>) -> Result<Option<(Timestamp, Id)>> {
    let Some(text) = cursor else { return Ok(None) };
    let place = text.split_once('-').and_then(|(at, id)| Some((Timestamp(at.parse().ok()?), id.parse().ok()?)));
    place.map(Some).ok_or_else(refused)
}

/// Reads a cursor that is a sequence number.
pub(crate) fn read_seq(cursor: Option<&str>) -> Result<Option<i64>> {
    cursor.map(|text| text.parse().map_err(|_| refused())).transpose()
}

/// What a cursor that names no place gives.
pub(crate) fn refused() -> crate::Error {
    Problem::field("cursor", "This cursor is not one that we gave out. Start from the first page.").into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::UserRef;

    #[test]
    fn a_cursor_reads_back_and_nonsense_is_refused() {
        let user = UserRef::new(7);
        let cursor = write(Timestamp(5), user.as_str());
        assert!(matches!(read::<UserRef>(Some(&cursor)), Ok(Some((Timestamp(5), id))) if id == user));
        assert!(matches!(read::<UserRef>(None), Ok(None)));
        for wrong in ["", "5", "x-user_1", "5-mail_00000000000000000000", "'; drop table users"] {
            assert!(read::<UserRef>(Some(wrong)).is_err(), "{wrong}");
        }
        assert!(read_seq(Some("x")).is_err());
    }
}
