//! Takes out of the style sheets what only their readers need, because they are part of the module that visitors load.

use std::path::Path;

#[allow(clippy::disallowed_methods)] // Where cargo wants the output is no setting of the server's.
fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=style");
    let out = std::env::var_os("OUT_DIR").ok_or("cargo gives build scripts a folder")?;
    let mut all = String::new();
    for name in ["panel.css", "thread.css"] {
        let sheet = std::fs::read_to_string(Path::new("style").join(name))?;
        let bare: String =
            sheet.split("/*").map(|part| part.split_once("*/").map_or(part, |(_, after)| after)).collect();
        for line in bare.lines() {
            // A blank before a colon means something in a selector; one after it or before a brace never does.
            all.push_str(&line.trim().replace(": ", ":").replace(" {", "{"));
            // A selector of several lines and a value of several words keep what parts them.
            if line.ends_with(',') {
                all.push(' ');
            }
        }
    }
    std::fs::write(Path::new(&out).join("widget.css"), all)?;
    Ok(())
}
