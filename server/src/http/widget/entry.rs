//! Who may listen: the visitor behind a token, counted, with a place among the open connections.

use super::super::Web;
use super::super::live::Place;
use super::line::Line;
use domain::{Code, Problem};
use engine::visitors::{self, Visitor};
use std::net::IpAddr;

/// Connections of one visitor: tabs of one browser.
const PER_VISITOR: u32 = 20;

/// The visitor of a token; one that is good for nothing here counts for its address.
pub async fn known(web: &Web, token: &str, origin: Option<&str>, address: IpAddr) -> Result<Visitor, Problem> {
    match visitors::recognize(web.engine(), token, origin).await {
        Ok(visitor) => Ok(visitor),
        Err(wrong) => {
            let problem = wrong.into_problem();
            if problem.code != Code::Unavailable {
                web.limits().unknown(address)?;
            }
            Err(problem)
        }
    }
}

/// Opens a visitor's line, from after the message `after`; counted as one frame of theirs.
pub async fn enter(
    web: &Web,
    token: &str,
    after: i64,
    origin: Option<&str>,
    address: IpAddr,
) -> Result<(Line, Place), Problem> {
    let visitor = known(web, token, origin, address).await?;
    web.limits().visitor(visitor.row().id, visitor.workspace())?;
    let most = if web.limits().are_off() { u32::MAX } else { PER_VISITOR };
    let place = Place::take(web, token, most).ok_or_else(|| {
        let text = format!("More than {PER_VISITOR} pages are open with this chat. Close some.");
        Problem::new(Code::Limited, text).retry_after(60)
    })?;
    let line = Line::open(web, visitor, token, after).await.map_err(engine::Error::into_problem)?;
    Ok((line, place))
}
