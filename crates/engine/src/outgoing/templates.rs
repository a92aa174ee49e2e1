//! The texts of mails, each in plain text and in HTML. Calm and short: what it is, one link, until when, and what to do
//! if it was not meant for you.

use std::fmt::Write;

/// Which text a mail has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Template {
    /// Someone is invited into a workspace.
    Invitation,
    /// A link for setting a new password.
    PasswordReset,
}

impl Template {
    const ALL: [Self; 2] = [Self::Invitation, Self::PasswordReset];

    /// As stored.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::PasswordReset => "password_reset",
        }
    }
    /// Reads what was stored.
    pub(super) fn from_stored(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|template| template.as_str() == text)
    }
}

/// A mail's two parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) text: String,
    pub(super) html: String,
}

/// What a mail with one link says.
struct Wording<'a> {
    title: String,
    paragraphs: Vec<String>,
    button: &'static str,
    link: &'a str,
    closing: String,
}

/// An invitation. `until` is a date and time as people read it.
pub(super) fn invitation(workspace: &str, inviter: &str, role: &str, until: &str, link: &str) -> Parts {
    let article = if role.starts_with(['a', 'o']) { "an" } else { "a" };
    parts(&Wording {
        title: format!("Join {workspace}"),
        paragraphs: vec![
            format!("{inviter} invites you to {workspace} on ROMASHKA, as {article} {role}."),
            format!("The link works once, until {until}."),
        ],
        button: "Accept the invitation",
        link,
        closing: "If you did not expect this, you need not do anything.".to_owned(),
    })
}

/// A link for setting a new password.
pub(super) fn password_reset(name: &str, link: &str) -> Parts {
    parts(&Wording {
        title: "Set a new password".to_owned(),
        paragraphs: vec![
            format!("Hello {name}, someone asked for a new password for your account."),
            "The link works once, for one hour. Setting a new password signs you out everywhere.".to_owned(),
        ],
        button: "Set a new password",
        link,
        closing: "If it was not you, you need not do anything: your password stays as it is.".to_owned(),
    })
}

fn parts(wording: &Wording<'_>) -> Parts {
    Parts { text: text(wording), html: html(wording) }
}

fn text(wording: &Wording<'_>) -> String {
    let mut out = format!("{}\n\n", wording.title);
    for paragraph in &wording.paragraphs {
        let _ = write!(out, "{paragraph}\n\n");
    }
    let _ = write!(out, "{}:\n{}\n\n{}\n\n-- \nROMASHKA\n", wording.button, wording.link, wording.closing);
    out
}

/// Programs that show mail know tables and inline styles; colours are those of the light theme.
fn html(wording: &Wording<'_>) -> String {
    let paragraphs: String = wording.paragraphs.iter().map(|text| paragraph(text)).collect();
    let (title, link, closing) = (escape(&wording.title), escape(wording.link), escape(&wording.closing));
    let button = wording.button;
    format!(
        r#"<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light"><title>{title}</title></head>
<body style="margin:0;background:#f6f7f4;color:#1f2a22;font:15px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:480px;background:#ffffff;border:1px solid #dfe3dc;border-radius:10px"><tr><td style="padding:28px">
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">{title}</h1>
{paragraphs}<p style="margin:24px 0"><a href="{link}" style="display:inline-block;padding:10px 16px;border-radius:6px;background:#2c6e49;color:#ffffff;text-decoration:none;font-weight:600">{button}</a></p>
<p style="margin:0 0 16px;font-size:13px;color:#58655c">Or open this address:<br><a href="{link}" style="color:#2c6e49;word-break:break-all">{link}</a></p>
<p style="margin:0;font-size:13px;color:#58655c">{closing}</p>
</td></tr></table>
<p style="margin:16px 0 0;font-size:12px;color:#58655c">ROMASHKA</p>
</td></tr></table></body></html>
"#
    )
}

fn paragraph(text: &str) -> String {
    format!("<p style=\"margin:0 0 12px\">{}</p>\n", escape(text))
}

/// Names come from people: nothing of them may become markup.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "https://help.example.com/invite/abc?x=1&y=2";

    #[test]
    fn both_parts_say_who_invites_where_and_until_when_and_have_the_link() {
        let parts = invitation("Tea & Co", "Ann", "agent", "28 November 2026, 10:00 UTC", LINK);
        for said in ["Ann", "agent", "28 November 2026, 10:00 UTC"] {
            assert!(parts.text.contains(said) && parts.html.contains(said), "{said}");
        }
        assert!(parts.text.contains("Tea & Co") && parts.html.contains("Tea &amp; Co"));
        assert!(parts.text.contains(LINK));
        assert_eq!(parts.html.matches("https://help.example.com/invite/abc?x=1&amp;y=2").count(), 3);
    }

    #[test]
    fn a_name_never_becomes_markup() {
        let parts = invitation("<img src=x onerror=alert(1)>", "\"><script>", "viewer", "today", LINK);
        assert!(!parts.html.contains("<img") && !parts.html.contains("<script"));
        let parts = password_reset("<b>Ann</b>", LINK);
        assert!(!parts.html.contains("<b>") && parts.text.contains("<b>Ann</b>"));
    }

    #[test]
    fn every_template_reads_back() {
        for template in Template::ALL {
            assert_eq!(Template::from_stored(template.as_str()), Some(template));
        }
        assert_eq!(Template::from_stored("gone"), None);
    }
}
