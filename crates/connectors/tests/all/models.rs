//! Services that speak OpenAI's protocol, well and badly.

use connectors::Error;
use connectors::http::{AllowHosts, GuardedClient, Limits};
use connectors::models::{Call, Chat, Endpoint, Form, Function, OpenAi, Role, Round, Said, Times, Tools};
use connectors::testing::{Act, ModelServer};
use std::time::{Duration, Instant};

const KEY: &str = "sk-test-12345678";

fn guarded(opened: &str) -> GuardedClient {
    GuardedClient::new(AllowHosts::parse(opened).unwrap(), Limits::default()).unwrap()
}

fn service(server: &ModelServer, key: Option<&str>) -> OpenAi {
    let endpoint = Endpoint {
        base_url: Some(format!("{}/", server.base_url())),
        key: key.map(str::to_owned),
        model: Some("test-model".into()),
    };
    let times = Times {
        first_piece: Duration::from_millis(300),
        between: Duration::from_millis(300),
        total: Duration::from_millis(1_500),
    };
    OpenAi::new(&guarded(&server.addr().to_string()), &endpoint, times).unwrap()
}

fn question() -> Chat {
    let said = |role, content: &str| Said { role, content: content.into() };
    Chat {
        model: None,
        form: None,
        tools: None,
        messages: vec![said(Role::System, "Be brief."), said(Role::User, "How long?")],
        max_tokens: 500,
        temperature: 0.5,
        presence_penalty: 0.0,
        frequency_penalty: 0.0,
    }
}

/// All words, or the error that came instead of more.
async fn ask(service: &OpenAi) -> (String, Option<Error>) {
    let mut text = String::new();
    let mut stream = match service.ask(&question()).await {
        Ok(stream) => stream,
        Err(wrong) => return (text, Some(wrong)),
    };
    loop {
        match stream.next().await {
            Ok(Some(words)) => text.push_str(&words),
            Ok(None) => return (text, None),
            Err(wrong) => return (text, Some(wrong)),
        }
    }
}

#[tokio::test]
async fn an_answer_comes_in_pieces_and_the_request_is_as_the_protocol_wants_it() {
    let server = ModelServer::start(Act::say("It takes three days.")).await;
    assert_eq!(ask(&service(&server, Some(KEY))).await, ("It takes three days.".into(), None));
    let request = &server.received()[0];
    assert_eq!(request.path, "/v1/chat/completions");
    assert_eq!(request.authorization.as_deref(), Some("Bearer sk-test-12345678"));
    assert_eq!(request.body["model"], "test-model");
    assert_eq!(request.body["stream"], true);
    assert_eq!((request.said("system"), request.said("user")), (vec!["Be brief.".into()], vec!["How long?".into()]));
}

#[tokio::test]
async fn a_service_without_a_key_gets_none() {
    let server = ModelServer::start(Act::say("Yes.")).await;
    assert_eq!(ask(&service(&server, None)).await, ("Yes.".into(), None));
    assert_eq!(server.received()[0].authorization, None);
}

#[tokio::test]
async fn words_arrive_while_the_rest_is_still_being_written() {
    let server = ModelServer::start(Act::say_slowly("one two three", Duration::from_millis(200))).await;
    let service = service(&server, None);
    let begun = Instant::now();
    let mut stream = service.ask(&question()).await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), "one ");
    assert!(begun.elapsed() < Duration::from_millis(390), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn each_status_means_what_it_means_everywhere_and_is_asked_once() {
    let server = ModelServer::start(Act::Status(500, None)).await;
    let service = service(&server, Some(KEY));
    assert!(matches!(ask(&service).await.1, Some(Error::Unavailable(_))));
    server.set(Act::Status(401, None));
    assert!(matches!(ask(&service).await.1, Some(Error::Auth(said)) if !said.contains("sk-")));
    server.set(Act::Status(429, Some(7)));
    assert_eq!(ask(&service).await.1, Some(Error::Limited(Some(Duration::from_secs(7)))));
    server.set(Act::Status(404, None));
    assert!(matches!(ask(&service).await.1, Some(Error::Rejected(_))));
    server.set(Act::Status(307, None));
    assert!(ask(&service).await.1.is_some());
    assert_eq!(server.received().len(), 5, "the library retries nothing by itself");
}

#[tokio::test]
async fn silence_ends_at_each_place_where_it_can_begin() {
    let server = ModelServer::start(Act::HangAtOnce).await;
    let service = service(&server, None);
    for (act, said) in [
        (Act::HangAtOnce, ""),
        (Act::HangBeforeFirst, ""),
        (Act::hang_after("It takes "), "It takes "),
        (Act::Say(vec!["a ".into(); 40], Duration::from_millis(100)), "a a a "),
    ] {
        server.set(act.clone());
        let begun = Instant::now();
        let (text, wrong) = ask(&service).await;
        assert!(matches!(wrong, Some(Error::Unavailable(_))), "{act:?}: {wrong:?}");
        assert!(text.starts_with(said), "{act:?}: {text}");
        assert!(begun.elapsed() < Duration::from_millis(2_500), "{act:?}: {:?}", begun.elapsed());
    }
}

#[tokio::test]
async fn what_breaks_off_or_makes_no_sense_is_no_whole_answer() {
    let server = ModelServer::start(Act::close_after("It takes ")).await;
    let service = service(&server, None);
    let (text, wrong) = ask(&service).await;
    assert_eq!(text, "It takes ");
    assert!(matches!(wrong, Some(Error::Unavailable(_))), "{wrong:?}");
    server.set(Act::Malformed(vec!["It ".into()]));
    let (text, wrong) = ask(&service).await;
    assert_eq!(text, "It ");
    assert!(matches!(wrong, Some(Error::Unexpected(said)) if !said.contains("broken")));
    server.set(Act::Endless(100_000));
    let (text, wrong) = ask(&service).await;
    assert!(wrong.is_some() && text.len() < 3_000_000, "{} bytes", text.len());
}

#[tokio::test]
async fn an_address_that_users_must_not_reach_is_no_model_service() {
    let server = ModelServer::start(Act::say("inside")).await;
    let endpoint = Endpoint { base_url: Some(server.base_url()), ..Endpoint::default() };
    let wrong = OpenAi::new(&guarded(""), &endpoint, Times::default()).unwrap_err();
    assert!(wrong.to_string().contains("ROMASHKA_ALLOW_HOSTS"), "{wrong}");
    // A name is judged by its addresses, when it is asked.
    let port = server.addr().port();
    let endpoint = Endpoint { base_url: Some(format!("http://localhost:{port}/v1")), ..Endpoint::default() };
    let service = OpenAi::new(&guarded(""), &endpoint, Times::default()).unwrap();
    assert!(matches!(ask(&service).await.1, Some(Error::Rejected(_))));
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn keys_show_nowhere_and_unusable_ones_are_refused() {
    let endpoint = Endpoint { key: Some(KEY.into()), ..Endpoint::default() };
    assert!(!format!("{endpoint:?}").contains("sk-"));
    let service = OpenAi::new(&guarded(""), &endpoint, Times::default()).unwrap();
    assert!(!format!("{service:?}").contains("sk-"));
    let wrong = Endpoint { key: Some("ключ-ключ".into()), ..Endpoint::default() };
    assert!(matches!(OpenAi::new(&guarded(""), &wrong, Times::default()), Err(Error::Rejected(_))));
}

#[tokio::test]
async fn a_check_says_whether_the_key_is_taken_and_the_model_is_there() {
    let server = ModelServer::start(Act::say("Yes.")).await;
    assert_eq!(service(&server, Some(KEY)).check().await, Ok(Some(true)));
    let endpoint = Endpoint { base_url: Some(server.base_url()), ..Endpoint::default() };
    let other = OpenAi::new(&guarded(&server.addr().to_string()), &endpoint, Times::default()).unwrap();
    assert_eq!(other.check().await, Ok(Some(false)));
}

#[tokio::test]
async fn a_service_is_asked_in_plainer_words_until_it_understands_and_in_those_from_then_on() {
    let server = ModelServer::start(Act::say("Yes.")).await;
    let service = service(&server, Some(KEY));
    let form = Form {
        schema: serde_json::json!({ "type": "object" }),
        with_schema: " As an object.".into(),
        without: " In lines.".into(),
    };
    let chat = Chat { model: Some("other-model".into()), form: Some(form), ..question() };
    server.next([Act::Status(400, None), Act::Status(422, None)]);
    for _ in 0..2 {
        let mut stream = service.ask(&chat).await.unwrap();
        while stream.next().await.unwrap().is_some() {}
        assert!(!stream.is_cut());
    }
    let asked: Vec<_> = server.received().into_iter().map(|request| request.body).collect();
    let has = |key: &str| asked.iter().map(|body| body.get(key).is_some()).collect::<Vec<_>>();
    assert_eq!(has("response_format"), [true, false, false, false]);
    assert_eq!(has("temperature"), [true, true, false, false]);
    assert_eq!(has("max_completion_tokens"), [false, false, true, true]);
    assert!(asked.iter().all(|body| body["model"] == "other-model"));
    let rules: Vec<_> = asked.iter().map(|body| body["messages"][0]["content"].clone()).collect();
    assert_eq!(rules, ["Be brief. As an object.", "Be brief. In lines.", "Be brief. In lines.", "Be brief. In lines."]);
    server.set(Act::Status(400, None));
    assert!(matches!(service.ask(&chat).await.map(drop), Err(Error::Rejected(_))));
    server.set(Act::Status(404, None));
    let before = server.received().len();
    assert!(matches!(service.ask(&chat).await.map(drop), Err(Error::Rejected(_))));
    assert_eq!(server.received().len(), before + 1, "an unknown model is no unknown word");
}

#[tokio::test]
async fn an_answer_that_was_cut_for_its_length_says_so() {
    let server = ModelServer::start(Act::Cut("It takes three".into())).await;
    let mut stream = service(&server, None).ask(&question()).await.unwrap();
    while stream.next().await.unwrap().is_some() {}
    assert!(stream.is_cut());
}

#[tokio::test]
async fn tokens_that_it_counts_are_told_and_without_a_count_nobody_waits() {
    let server = ModelServer::start(Act::Counted("Three days.".into(), 321)).await;
    let service = service(&server, None);
    let mut answer = service.ask(&question()).await.unwrap();
    while answer.next().await.unwrap().is_some() {}
    assert_eq!(answer.tokens().await, Some(321));
    assert_eq!(server.received()[0].body["stream_options"]["include_usage"], true);
    server.set(Act::say("Three days."));
    let mut answer = service.ask(&question()).await.unwrap();
    while answer.next().await.unwrap().is_some() {}
    assert_eq!(answer.tokens().await, None);
}

fn with_functions() -> Chat {
    let function = Function {
        name: "order_status".into(),
        description: "Looks an order up.".into(),
        parameters: serde_json::json!({ "type": "object" }),
    };
    Chat { tools: Some(Tools { functions: vec![function], ..Tools::default() }), ..question() }
}

async fn calls(service: &OpenAi, chat: &Chat) -> Vec<Call> {
    let mut stream = service.ask(chat).await.unwrap();
    while stream.next().await.unwrap().is_some() {}
    stream.take_calls()
}

#[tokio::test]
async fn calls_are_put_together_from_their_pieces_and_their_results_go_back_as_the_protocol_wants_it() {
    let two =
        vec![("order_status".to_owned(), r#"{"order_number":"4711"}"#.to_owned()), ("other".into(), String::new())];
    let server = ModelServer::start(Act::Call(two)).await;
    let service = service(&server, None);
    let mut chat = with_functions();
    let called = calls(&service, &chat).await;
    let names: Vec<_> = called.iter().map(|call| (call.name.as_str(), call.arguments.as_str())).collect();
    assert_eq!(names, [("order_status", r#"{"order_number":"4711"}"#), ("other", "")]);
    assert_eq!(called.iter().map(|call| call.id.as_str()).collect::<Vec<_>>(), ["call_0", "call_1"]);
    let tools = chat.tools.as_mut().unwrap();
    tools.rounds.push(Round { calls: called.into_iter().map(|call| (call, "It is on its way.".to_owned())).collect() });
    (tools.rounds_behind, tools.is_over) = (2, true);
    chat.messages.push(Said { role: Role::User, content: "Again, please.".into() });
    server.set(Act::say("Soon."));
    assert_eq!(calls(&service, &chat).await, []);
    let [first, second] = &server.received()[..] else { panic!("two requests") };
    assert_eq!((&first.body["tool_choice"], &second.body["tool_choice"]), (&"auto".into(), &"none".into()));
    assert_eq!(first.body["tools"][0]["function"]["name"], "order_status");
    let messages = second.body["messages"].as_array().unwrap();
    let roles: Vec<_> = messages.iter().map(|message| message["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["system", "user", "assistant", "tool", "tool", "user"]);
    assert_eq!(messages[2]["tool_calls"][0]["function"]["name"], "order_status");
    assert_eq!(
        (&messages[4]["tool_call_id"], &messages[3]["content"]),
        (&"call_1".into(), &"It is on its way.".into())
    );
}

#[tokio::test]
async fn a_service_that_refuses_functions_is_asked_without_them_from_then_on_and_for_nothing_else_in_plainer_words() {
    let server = ModelServer::start(Act::say("Yes.")).await;
    let service = service(&server, None);
    server.next([Act::Status(400, None), Act::Status(400, None)]);
    for _ in 0..2 {
        assert_eq!(calls(&service, &with_functions()).await, []);
    }
    assert!(service.refuses_functions());
    let has_tools: Vec<bool> = server.received().iter().map(|request| request.body.get("tools").is_some()).collect();
    assert_eq!(has_tools, [true, true, false, false]);
    assert!(server.received()[3].body.get("temperature").is_some());
}

#[tokio::test]
async fn calls_without_an_end_are_no_answer() {
    let server = ModelServer::start(Act::call("order_status", &"x".repeat(20_000))).await;
    let mut stream = service(&server, None).ask(&with_functions()).await.unwrap();
    assert!(matches!(stream.next().await, Err(Error::Unexpected(_))));
    server.set(Act::Call((0..20).map(|_| ("order_status".to_owned(), "{}".to_owned())).collect()));
    let mut stream = service(&server, None).ask(&with_functions()).await.unwrap();
    assert!(matches!(stream.next().await, Err(Error::Unexpected(_))));
}
