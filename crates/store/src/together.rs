//! Changes that know nothing of each other, sent in one go: each statement of its own costs a way to the database and back.
//! On SQLite that is a change of threads, on PostgreSQL one over the wire.

use std::borrow::Cow;

use crate::db::{Sql, Tx};
use crate::error::Result;

/// From so many values on it counts that SQLite looks a named placeholder up among all others, each time it is bound.
const MANY: usize = 8;

/// Runs changes of which none reads or writes a row that another one writes; on PostgreSQL none sees what another one did.
/// They happen all, or (with the transaction) none.
async fn run(changes: Vec<Sql>, tx: &mut Tx) -> Result<()> {
    let mut changes = changes.into_iter();
    let Some(mut all) = changes.next() else { return Ok(()) };
    let more: Vec<Sql> = changes.collect();
    let is_postgres = tx.is_postgres();
    if is_postgres && !more.is_empty() {
        all.text = Cow::Owned(format!("with c0 as ({})", all.text));
    }
    let count = more.len();
    for (place, change) in more.into_iter().enumerate() {
        let text = renumbered(&change.text, all.values.len());
        let joined = match (is_postgres, place + 1 == count) {
            (false, _) => format!("; {text}"),
            (true, false) => format!(", c{} as ({text})", place + 1),
            (true, true) => format!(" {text}"),
        };
        all.text.to_mut().push_str(&joined);
        all.values.extend(change.values);
    }
    all.run(tx).await?;
    Ok(())
}

/// Runs changes of several tables: of each list the first in one go, then of each the second, and so on, so that few texts
/// are prepared however many rows there are.
pub(crate) async fn run_in_rounds<const N: usize>(lists: [Vec<Sql>; N], tx: &mut Tx) -> Result<()> {
    let mut lists = lists.map(Vec::into_iter);
    loop {
        let round: Vec<Sql> = lists.iter_mut().filter_map(Iterator::next).collect();
        if round.is_empty() {
            return Ok(());
        }
        run(round, tx).await?;
    }
}

/// The same text with its placeholders moved behind so many others.
fn renumbered(text: &str, before: usize) -> String {
    let mut moved = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    while let Some(start) = rest.find('$') {
        let digits = rest[start + 1..].bytes().take_while(u8::is_ascii_digit).count();
        let number: usize = rest[start + 1..start + 1 + digits].parse().unwrap_or_default();
        moved.push_str(&rest[..start]);
        moved.push_str(&format!("${}", number + before));
        rest = &rest[start + 1 + digits..];
    }
    moved.push_str(rest);
    moved
}

/// For SQLite: where many placeholders stand in the order of their numbers, each once, they need no names.
pub(crate) fn unnamed(mut statement: Sql) -> Sql {
    if statement.values.len() < MANY {
        return statement;
    }
    let mut text = String::with_capacity(statement.text.len());
    let mut rest: &str = &statement.text;
    let mut seen = 0;
    while let Some(start) = rest.find('$') {
        let digits = rest[start + 1..].bytes().take_while(u8::is_ascii_digit).count();
        seen += 1;
        if rest[start + 1..start + 1 + digits].parse() != Ok(seen) {
            return statement;
        }
        text.push_str(&rest[..start]);
        text.push('?');
        rest = &rest[start + 1 + digits..];
    }
    if seen == statement.values.len() {
        text.push_str(rest);
        statement.text = Cow::Owned(text);
    }
    statement
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::sql;

    #[test]
    fn placeholders_move_behind_those_of_others() {
        assert_eq!(renumbered("values ($1, $2), ($10, $2) end", 7), "values ($8, $9), ($17, $9) end");
    }

    #[test]
    fn names_go_only_where_each_stands_once_and_in_order() {
        let rows = |first: i64| (0..4).map(move |n| [(first + n).into(), n.into()]);
        let many = unnamed(sql("insert into t values").rows(rows(0)).and("on conflict do nothing"));
        assert_eq!(many.text, "insert into t values (?, ?), (?, ?), (?, ?), (?, ?) on conflict do nothing");
        let twice = unnamed(sql("update t set a = $1, b = $1 where c").and_list("in ($*)", 1i64..9));
        assert!(twice.text.contains("$1"));
    }
}
