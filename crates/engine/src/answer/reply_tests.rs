use super::*;

/// The pieces of this, however it is cut; neighbouring words are put together.
fn read(text: &str) -> Result<Vec<Piece>, Why> {
    let mut all = Vec::new();
    for size in [1, 3, 7, text.len().max(1)] {
        let (mut reply, mut pieces) = (Reply::new(), Vec::new());
        let chars: Vec<char> = text.chars().collect();
        for words in chars.chunks(size) {
            pieces.extend(reply.push(&words.iter().collect::<String>())?);
        }
        pieces.extend(reply.finish()?);
        all.push(joined(pieces));
    }
    assert!(all.windows(2).all(|two| two[0] == two[1]), "the same however it is cut: {all:?}");
    Ok(all.remove(0))
}

fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    for piece in pieces {
        match (all.last_mut(), piece) {
            (Some(Piece::Words(words)), Piece::Words(more)) => words.push_str(&more),
            (_, Piece::Words(words)) if words.trim().is_empty() => {}
            (_, Piece::Words(words)) => all.push(Piece::Words(words.trim_start().to_owned())),
            (_, piece) => all.push(piece),
        }
    }
    all
}

fn words(text: &str) -> Piece {
    Piece::Words(text.into())
}

#[test]
fn an_object_gives_its_action_then_each_part_with_its_sources_first() {
    let text = r#"{"action":"answer","reason":null,"parts":[{"cite":[1,3],"text":"Three days."},{"cite":[2],"text":"It costs \"4.90\" \u20ac.\n\ud83d\ude00"}]}"#;
    let expected = vec![
        Piece::Action(Action::Answer),
        Piece::Part(vec![0, 2]),
        words("Three days."),
        Piece::Part(vec![1]),
        words("It costs \"4.90\" €.\n😀"),
    ];
    assert_eq!(read(text).unwrap(), expected);
    for dressed in [format!("```json\n{text}\n```"), format!("<think>Hm {{\"a\": 1}}.</think>\n{text} Bye.")] {
        assert_eq!(read(&dressed).unwrap(), expected, "{dressed}");
    }
}

#[test]
fn how_sure_it_is_comes_before_the_words_wherever_it_stands_before_them() {
    let parts = r#""parts":[{"cite":[1],"text":"Three days."}]}"#;
    let expected = |sure: &[f32]| {
        let mut pieces = vec![Piece::Action(Action::Answer)];
        pieces.extend(sure.iter().copied().map(Piece::Sure));
        pieces.extend([Piece::Part(vec![0]), words("Three days.")]);
        pieces
    };
    for (begin, sure) in [
        (r#"{"action":"answer","reason":null,"sure":40,"#, &[0.4][..]),
        (r#"{"sure":40,"action":"answer","#, &[0.4]),
        (r#"{"action":"answer","sure":"40","#, &[0.4]),
        (r#"{"action":"answer","sure":400,"#, &[1.0]),
        (r#"{"action":"answer","sure":null,"#, &[]),
        (r#"{"action":"answer","sure":"very","#, &[]),
    ] {
        assert_eq!(read(&format!("{begin}{parts}")).unwrap(), expected(sure), "{begin}");
    }
}

#[test]
fn words_are_there_before_their_part_is_closed() {
    let mut reply = Reply::new();
    let pieces = reply.push(r#"{"action":"answer","reason":null,"parts":[{"cite":[1],"text":"Three da"#).unwrap();
    assert_eq!(pieces, [Piece::Action(Action::Answer), Piece::Part(vec![0]), words("Three da")]);
    assert!(!reply.is_whole());
    assert_eq!(reply.push("ys.\"}]}").unwrap(), [words("ys.")]);
    assert!(reply.is_whole());
}

#[test]
fn sources_that_come_late_in_other_forms_or_not_at_all_are_understood() {
    let read = |text: &str| read(text).unwrap();
    let late = read(r#"{"parts":[{"text":"Three days.","cite":["2"]}],"action":"answer"}"#);
    assert_eq!(late, [Piece::Action(Action::Answer), Piece::Part(vec![1]), words("Three days.")]);
    let none = read(r#"{"action":"answer","parts":[{"text":"Three days."}]}"#);
    assert_eq!(none, [Piece::Action(Action::Answer), Piece::Part(vec![]), words("Three days.")]);
    let single = read(r#"{"action":"answer","parts":[{"cite":2,"text":"Three days."}]}"#);
    assert_eq!(single, [Piece::Action(Action::Answer), Piece::Part(vec![1]), words("Three days.")]);
}

#[test]
fn a_question_back_and_a_person_are_actions_in_both_forms() {
    let unknown = Action::HandOff(HandoffReason::MissingKnowledge);
    for (text, action) in [
        (r#"{"action":"hand_off","reason":"policy","parts":[]}"#, Action::HandOff(HandoffReason::Policy)),
        (r#"{"action":"hand_off","reason":"tool_failure","parts":[]}"#, unknown),
        (r#"{"action":"hand_off"}"#, unknown),
        (r#"{"action":"clarify","reason":null,"parts":[]}"#, Action::Clarify),
        ("[hand_off: policy]", Action::HandOff(HandoffReason::Policy)),
        ("[none]", unknown),
        (" [NONE]", unknown),
        ("[clarify]", Action::Clarify),
    ] {
        assert_eq!(read(text).unwrap(), [Piece::Action(action)], "{text}");
    }
}

#[test]
fn lines_come_with_their_marks_as_they_are() {
    for text in ["[1] Three days. [2,3] It is free.", "Three days [1].", "[our page] is nice. [1] Yes."] {
        assert_eq!(read(text).unwrap(), [Piece::Action(Action::Answer), words(text)], "{text}");
    }
    let clarify = read("[clarify] Which one do you mean?").unwrap();
    assert_eq!(clarify, [Piece::Action(Action::Clarify), words("Which one do you mean?")]);
}

#[test]
fn what_is_no_reply_is_refused_and_never_takes_the_program_along() {
    for text in [
        r#"{"action":"dance","parts":[]}"#,
        r#"{"action":"answer","parts":[{"cite":[1],"text":"a\x"}]}"#,
        "{]",
        "{\"a\":§}",
        &format!("{{\"a\":{}", "[".repeat(100)),
        &format!("{{\"{}", "a".repeat(2_000)),
    ] {
        assert_eq!(read(text), Err(Why::Unfounded("form")), "{text}");
    }
    assert_eq!(read("").unwrap(), []);
}
