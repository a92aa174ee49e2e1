//! Short names between module and glue. wasm-bindgen names each import after its function with a hash, once in the module and
//! once in the glue; wasm-opt gives both sides letters instead and tells which, and here the glue learns them.

use crate::Outcome;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};

/// What wasm-opt renamed, as it prints it.
#[derive(Debug)]
pub struct Names {
    /// Module, name, new name. The modules become one.
    imports: Vec<(String, String, String)>,
    /// Name, new name.
    exports: Vec<(String, String)>,
}

/// What wasm-opt is told, and the one name that it gives to every module which something is imported from.
pub const OPTION: &str = "--minify-imports-and-exports-and-modules";
const MODULE: &str = "a";

impl Names {
    /// Reads what wasm-opt printed.
    pub fn read(printed: &str) -> Outcome<Self> {
        let read = || {
            let mut printed: Value = serde_json::from_str(printed)?;
            let imports = serde_json::from_value(printed["imports"].take())?;
            Ok(Self { imports, exports: serde_json::from_value(printed["exports"].take())? })
        };
        read().map_err(|wrong: serde_json::Error| format!("wasm-opt does not tell what it renamed: {wrong}"))
    }

    /// The glue with the new names: an export wherever it is taken from `wasm`, an import where it is defined.
    pub fn apply(&self, glue: &str) -> Outcome<String> {
        let exports: HashMap<&str, &str> = self.exports.iter().map(|(old, new)| (old.as_str(), new.as_str())).collect();
        let mut imports: HashMap<&str, (&str, bool)> =
            self.imports.iter().map(|(_, old, new)| (old.as_str(), (new.as_str(), false))).collect();
        let mut out = String::with_capacity(glue.len());
        let mut rest = glue;
        while let Some(start) = rest.find(is_name_char) {
            let (between, from_word) = rest.split_at(start);
            let (word, after) = from_word.split_at(from_word.find(|c| !is_name_char(c)).unwrap_or(from_word.len()));
            out.push_str(between);
            let is_export = between == "." && (out.ends_with("wasm.") || out.ends_with("exports."));
            let new = match (exports.get(word), imports.get_mut(word)) {
                (Some(new), _) if is_export => new,
                (_, Some((new, is_used))) if !is_export => {
                    *is_used = true;
                    new
                }
                _ => word,
            };
            out.push_str(new);
            rest = after;
        }
        out.push_str(rest);
        if let Some((name, _)) = imports.iter().find(|(_, (_, is_used))| !is_used) {
            return Err(format!("the glue does not define {name}, which the module imports"));
        }
        let modules: BTreeSet<&str> = self.imports.iter().map(|(module, ..)| module.as_str()).collect();
        match modules.into_iter().collect::<Vec<_>>()[..] {
            [module] => Ok(out.replace(&format!("\"{module}\""), &format!("\"{MODULE}\""))),
            _ => Err("the module imports from several modules, which wasm-opt has made one".into()),
        }
    }
}

fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

#[cfg(test)]
mod tests {
    use super::Names;

    const PRINTED: &str = r#"{
 "imports": [
  ["./w_bg.js", "__wbg_now_12ab", "a"],
  ["./w_bg.js", "__wbg_new_34cd", "$"]
 ],
"exports": [
  ["memory", "b"],
  ["widget_open", "c"]
 ]
}"#;

    #[test]
    fn glue_and_module_agree_on_the_short_names() {
        let glue = r#"const memory = wasm.memory.buffer; open() { wasm.widget_open(this.ptr); }
            return { "./w_bg.js": { __wbg_now_12ab: () => Date.now(), __wbg_new_34cd() { return new X() } } };"#;
        let renamed = Names::read(PRINTED).unwrap().apply(glue).unwrap();
        let expected = r#"const memory = wasm.b.buffer; open() { wasm.c(this.ptr); }
            return { "a": { a: () => Date.now(), $() { return new X() } } };"#;
        assert_eq!(renamed, expected);
    }

    #[test]
    fn an_import_that_the_glue_does_not_define_is_no_success() {
        let wrong = Names::read(PRINTED).unwrap().apply("\"./w_bg.js\": { __wbg_now_12ab: 1 }").unwrap_err();
        assert!(wrong.contains("__wbg_new_34cd"), "{wrong}");
        assert!(Names::read("").is_err());
    }
}
