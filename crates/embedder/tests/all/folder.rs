//! What a folder gives, and what is refused.

use std::fs;
use std::path::Path;

use embedder::testing::{LAYERS, PLACES, WIDTH, make, tables};
use embedder::{Folder, Side};

use crate::by_hand::ByHand;

const WORDS: &[&[&str]] = &[&["sofa", "couch"], &["red"], &["parcel", "package"], &["where"], &["is"], &["lamp"]];

fn folder() -> (tempfile::TempDir, Folder) {
    let place = tempfile::tempdir().unwrap();
    make(place.path(), WORDS).unwrap();
    let folder = Folder::open(place.path()).unwrap();
    (place, folder)
}

fn refusal(place: &Path) -> String {
    Folder::open(place).unwrap_err().to_string()
}

fn product(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

#[test]
fn vectors_are_those_that_the_same_model_gives_by_hand() {
    let (_place, folder) = folder();
    let by_hand = ByHand::new(tables(WORDS));
    // [CLS] is 2, [SEP] 3, [UNK] 1, and the words follow from 4.
    let texts: [(&str, &[u32]); 4] = [
        ("Where is the RED sofa", &[2, 9, 10, 1, 6, 4, 3]),
        ("lamp", &[2, 11, 3]),
        ("", &[2, 3]),
        ("package, parcel", &[2, 8, 1, 7, 3]),
    ];
    let plain: Vec<&str> = texts.iter().map(|(text, _)| *text).collect();
    let vectors = folder.embed(Side::Passage, &plain, 1).unwrap();
    for ((text, ids), vector) in texts.iter().zip(&vectors) {
        let wanted = by_hand.embed(ids);
        assert_eq!(vector.len(), WIDTH);
        for (mine, wanted) in vector.iter().zip(wanted) {
            assert!((f64::from(*mine) - wanted).abs() < 2e-5, "{text}: {mine} {wanted}");
        }
    }
}

#[test]
fn the_company_of_other_texts_and_threads_changes_nothing() {
    let (_place, folder) = folder();
    let texts: Vec<String> = (0..200).map(|n| ["red sofa ", "lamp ", "where is "][n % 3].repeat(n % 6)).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let together = folder.embed(Side::Passage, &texts, 4).unwrap();
    for (text, together) in texts.iter().zip(&together).take(12) {
        let alone = &folder.embed(Side::Query, &[text], 1).unwrap()[0];
        assert!(product(alone, together) > 0.999_99, "{text}");
        assert!((product(alone, alone) - 1.0).abs() < 1e-5);
    }
    assert!(folder.embed(Side::Query, &[], 2).unwrap().is_empty());
}

#[test]
fn what_means_the_same_is_nearer_than_what_does_not() {
    let (_place, folder) = folder();
    let vectors = folder.embed(Side::Passage, &["red sofa", "red couch", "where is parcel"], 1).unwrap();
    assert!(product(&vectors[0], &vectors[1]) > 0.999);
    assert!(product(&vectors[0], &vectors[2]) < 0.9);
}

#[test]
fn what_lies_behind_the_last_place_is_cut_off() {
    let (_place, folder) = folder();
    assert_eq!(folder.longest(), PLACES);
    let long = "red ".repeat(PLACES - 2);
    let vectors = folder.embed(Side::Passage, &[&long, &format!("{long} lamp lamp")], 1).unwrap();
    assert_eq!(vectors[0], vectors[1]);
}

#[test]
fn a_tokenizer_file_cuts_as_the_list_of_pieces_does() {
    let (place, by_list) = folder();
    let vocabulary: Vec<String> = fs::read_to_string(place.path().join("vocab.txt"))
        .unwrap()
        .lines()
        .enumerate()
        .map(|(number, piece)| format!("{piece:?}:{number}"))
        .collect();
    let special = |name: &str, id: u32| {
        format!(
            r#"{{"id":{id},"content":"{name}","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}}"#
        )
    };
    let file = format!(
        r###"{{"version":"1.0","truncation":null,"padding":{{"strategy":{{"Fixed":9}},"direction":"Right","pad_to_multiple_of":null,
        "pad_id":0,"pad_type_id":0,"pad_token":"[PAD]"}},"added_tokens":[{},{}],"normalizer":{{"type":"BertNormalizer",
        "clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true}},"pre_tokenizer":{{"type":
        "BertPreTokenizer"}},"post_processor":{{"type":"BertProcessing","sep":["[SEP]",3],"cls":["[CLS]",2]}},"decoder":null,
        "model":{{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##","max_input_chars_per_word":100,
        "vocab":{{{}}}}}}}"###,
        special("[CLS]", 2),
        special("[SEP]", 3),
        vocabulary.join(",")
    );
    fs::write(place.path().join("tokenizer.json"), file).unwrap();
    let by_file = Folder::open(place.path()).unwrap();
    for text in ["Where is, the Red sofa?", "", "lamp lamp"] {
        assert_eq!(by_file.embed(Side::Query, &[text], 1), by_list.embed(Side::Query, &[text], 1), "{text}");
    }
    assert_ne!(by_file.id(), by_list.id());
}

#[test]
fn a_prompt_of_the_folder_stands_before_the_side_that_it_is_for() {
    let (place, plain) = folder();
    let prompts = r#"{"prompts":{"query":"where is ","passage":"red "}}"#;
    fs::write(place.path().join("config_sentence_transformers.json"), prompts).unwrap();
    let prompted = Folder::open(place.path()).unwrap();
    let one = |folder: &Folder, side, text: &str| folder.embed(side, &[text], 1).unwrap().remove(0);
    assert_eq!(one(&prompted, Side::Query, "lamp"), one(&plain, Side::Query, "where is lamp"));
    assert_eq!(one(&prompted, Side::Passage, "lamp"), one(&plain, Side::Passage, "red lamp"));
}

#[test]
fn the_id_is_that_of_the_files() {
    let (place, folder) = folder();
    assert_eq!(Folder::open(place.path()).unwrap().id(), folder.id());
    fs::write(place.path().join("1_Pooling/config.json"), r#"{"pooling_mode_cls_token":true}"#).unwrap();
    let other = Folder::open(place.path()).unwrap();
    assert_ne!(other.id(), folder.id());
    assert_ne!(other.embed(Side::Query, &["red"], 1), folder.embed(Side::Query, &["red"], 1));
}

#[test]
fn a_folder_that_is_not_understood_is_refused_with_the_file_that_says_why() {
    let nowhere = refusal(Path::new("/nowhere/at/all"));
    assert!(nowhere.contains("/nowhere/at/all/config.json cannot be read"), "{nowhere}");
    let bad: [(&str, &str, &str); 8] = [
        ("config.json", "{", "config.json cannot be understood"),
        (
            "config.json",
            r#"{"model_type":"t5","hidden_size":24,"num_attention_heads":3,"num_hidden_layers":2,"max_position_embeddings":16}"#,
            "“t5”",
        ),
        (
            "config.json",
            r#"{"hidden_size":24,"num_attention_heads":5,"num_hidden_layers":2,"max_position_embeddings":16}"#,
            "5 heads",
        ),
        (
            "config.json",
            r#"{"hidden_size":48,"num_attention_heads":3,"num_hidden_layers":2,"max_position_embeddings":16}"#,
            "another shape",
        ),
        ("modules.json", r#"[{"type":"sentence_transformers.models.Dense"}]"#, "“Dense”"),
        ("1_Pooling/config.json", r#"{"pooling_mode_lasttoken":true}"#, "1_Pooling"),
        ("vocab.txt", "a\nb", "[CLS]"),
        ("model.safetensors", "no tensors", "model.safetensors cannot be understood"),
    ];
    for (name, text, says) in bad {
        let (place, _) = folder();
        fs::write(place.path().join(name), text).unwrap();
        let refused = refusal(place.path());
        assert!(refused.contains(says), "{name}: {refused}");
        assert!(refused.ends_with('.'), "{refused}");
    }
    let (place, _) = folder();
    let mut more = fs::read_to_string(place.path().join("vocab.txt")).unwrap();
    more.push_str("\nspare");
    fs::write(place.path().join("vocab.txt"), more).unwrap();
    assert!(refusal(place.path()).contains("do not belong together"));
    let deep = fs::read_to_string(place.path().join("config.json")).unwrap();
    let deeper =
        deep.replace(&format!("\"num_hidden_layers\":{LAYERS}"), &format!("\"num_hidden_layers\":{}", LAYERS + 1));
    fs::write(place.path().join("config.json"), deeper).unwrap();
    assert!(refusal(place.path()).contains("encoder.layer.2"));
}
