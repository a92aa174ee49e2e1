//! Importing a file.

use connectors::documents::{self, Source};
use connectors::http::Bytes;
use domain::knowledge::{FILE_BYTES, ItemDetail, ItemSource};
use domain::{Code, Language, Problem};
use std::time::Duration;

use super::intake::{self, From};
use super::prepare::{self, Speaks, wrong};
use crate::ctx::Ctx;
use crate::error::{Error, Result};

/// How long a file may take to be read.
const READ_TIME: Duration = Duration::from_secs(10);
/// Most characters of a file's name.
const NAME_CHARS: usize = 200;
/// The field to blame.
const FIELD: &str = "file";

/// Makes an item of a file of text, Markdown or HTML; a file of the same name becomes the next version of its item.
///
/// # Errors
/// `too_large`; `invalid` for a file without a name, or one that is none of these, saying what it is; `conflict`, naming the
/// item, when the same text is there already.
pub async fn import_file(ctx: &Ctx, name: &str, bytes: Bytes, publish: bool) -> Result<ItemDetail> {
    intake::allow(ctx, publish)?;
    let name = file_name(name).map_err(wrong("name"))?;
    if bytes.len() > FILE_BYTES {
        let message = format!(
            "“{name}” has more than {} MB. Split it, or copy the part that matters into an item.",
            FILE_BYTES / 1024 / 1024
        );
        return Err(Problem::new(Code::TooLarge, message.clone()).with_field(FIELD, message).into());
    }
    let source = Source { called: format!("The file “{name}”"), content_type: None, address: None };
    let document = documents::read(bytes, source, READ_TIME).await.map_err(refused)?;
    let title = match document.title.as_str() {
        "" => prepare::shortened(name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem)),
        title => title.to_owned(),
    };
    let content = prepare::content(&document.markdown).map_err(wrong(FIELD))?;
    let hint = document.language.as_deref().and_then(Language::from_tag);
    let ready = prepare::prepare(title, content, Speaks::FindOut(hint)).await?;
    intake::take(ctx, ready, From { source: ItemSource::File, origin: Some(name), field: FIELD }, publish).await
}

fn refused(error: connectors::Error) -> Error {
    match error {
        connectors::Error::Unavailable(_) => error.into(),
        other => Problem::field(FIELD, other.to_string()).into(),
    }
}

/// The name without its folders.
fn file_name(typed: &str) -> Result<String, String> {
    let name = typed.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    domain::typed::parse_name(name, "the file's name", NAME_CHARS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_has_no_folders() {
        assert_eq!(file_name(r"C:\docs\prices.md"), Ok("prices.md".into()));
        assert_eq!(file_name("../../etc/passwd"), Ok("passwd".into()));
        assert!(file_name("docs/").is_err() && file_name(" ").is_err() && file_name("a\nb").is_err());
    }
}
