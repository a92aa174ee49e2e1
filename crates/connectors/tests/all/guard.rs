//! Nobody reaches a private address, however it is written and whatever names resolve to.

use crate::site::{Answers, Site, client, client_with, rejected, unavailable};

#[tokio::test]
async fn this_machine_and_private_networks_are_refused_in_every_spelling() {
    let site = Site::page("secret").await;
    let client = client("");
    for host in [
        "127.0.0.1",
        "127.0.0.1.",
        "127.1",
        "127.255.255.254",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0x7f.0x0.0x0.0x1",
        "0177.0.0.1",
        "017700000001",
        "0",
        "0.0.0.0",
        "①②⑦.⓪.⓪.①",
        "１２７.０.０.１",
        "127%2e0%2e0%2e1",
        "localhost",
        "10.0.0.1",
        "0xa.1",
        "100.64.0.1",
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "0251.0376.0251.0376",
        "168.63.129.16",
        "172.16.0.1",
        "192.168.0.1",
        "198.18.0.1",
        "203.0.113.1",
        "224.0.0.1",
        "255.255.255.255",
        "[::]",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[::127.0.0.1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::ffff:169.254.169.254]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b::a9fe:a9fe]",
        "[64:ff9b:1::1]",
        "[2001:0:7f00:1::1]",
        "[2001:db8::1]",
        "[2002:7f00:1::1]",
        "[fc00::1]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "[ff02::1]",
    ] {
        for scheme in ["http", "https"] {
            let sentence = rejected(client.get(&format!("{scheme}://{host}:{}/", site.port())).await);
            assert!(sentence.contains("not on the public internet"), "{host}: {sentence}");
            assert!(sentence.contains("ROMASHKA_ALLOW_HOSTS"), "{host}: {sentence}");
        }
    }
    assert_eq!(site.connections(), 0);
}

#[tokio::test]
async fn only_web_addresses_without_a_password_are_fetched() {
    let site = Site::page("hello").await;
    let client = client(&site.addr.to_string());
    for (url, part) in [
        ("file:///etc/passwd", "“file”"),
        ("ftp://example.com/", "“ftp”"),
        ("gopher://127.0.0.1:25/x", "“gopher”"),
        ("data:text/plain,hello", "“data”"),
        ("javascript:alert(1)", "“javascript”"),
        ("unix:/var/run/docker.sock", "“unix”"),
        ("ws://127.0.0.1/", "“ws”"),
        ("example.com", "not an address"),
        ("", "not an address"),
        ("http://", "not an address"),
        ("http://127.0.0.1:99999/", "not an address"),
        ("http://1.2.3.4.5/", "not an address"),
        ("http://256.1.1.1/", "not an address"),
        ("http://[fe80::1%25eth0]/", "not an address"),
    ] {
        let sentence = rejected(client.get(url).await);
        assert!(sentence.contains(part), "{url}: {sentence}");
    }
    for userinfo in ["me", "me:geheim", ":geheim"] {
        let sentence = rejected(client.get(&format!("http://{userinfo}@{}/", site.addr)).await);
        assert!(sentence.contains("name or a password") && !sentence.contains("geheim"), "{sentence}");
    }
    assert!(rejected(client.get(&format!("{}{}", site.url(), "x".repeat(9000))).await).contains("longer than"));
    assert_eq!(site.connections(), 0);
}

#[tokio::test]
async fn the_allow_list_opens_exactly_one_host_and_port() {
    let (open, shut) = (Site::page("open").await, Site::page("shut").await);
    let client = client(&open.addr.to_string());
    assert_eq!(client.get(&open.url()).await.unwrap().body, "open");
    // Another spelling of the same address is the same host.
    assert_eq!(client.get(&format!("http://0x7f.1:{}/", open.port())).await.unwrap().body, "open");
    rejected(client.get(&shut.url()).await);
    rejected(client.get(&format!("http://localhost:{}/", open.port())).await);
    rejected(client.get(&format!("http://127.0.0.2:{}/", open.port())).await);
    assert_eq!((open.connections(), shut.connections()), (2, 0));
}

#[tokio::test]
async fn an_opened_name_may_lead_inside_on_its_port_only() {
    let (models, other) = (Site::page("models").await, Site::page("other").await);
    let client = client_with(&format!("models.test:{}", models.port()), Answers::new(&[&["127.0.0.1"]]));
    assert_eq!(client.get(&format!("http://models.test:{}/", models.port())).await.unwrap().body, "models");
    rejected(client.get(&format!("http://models.test:{}/", other.port())).await);
    rejected(client.get(&format!("http://other.test:{}/", models.port())).await);
    rejected(client.get(&format!("http://sub.models.test:{}/", models.port())).await);
    assert_eq!(other.connections(), 0);
}

#[tokio::test]
async fn a_name_that_leads_inside_is_refused() {
    let site = Site::page("secret").await;
    for inside in ["127.0.0.1", "::1", "::ffff:127.0.0.1", "10.1.2.3", "169.254.169.254", "64:ff9b::7f00:1", "0.0.0.0"]
    {
        let client = client_with("", Answers::new(&[&[inside]]));
        let sentence = rejected(client.get(&format!("http://inside.test:{}/", site.port())).await);
        assert!(sentence.starts_with("inside.test leads to "), "{sentence}");
    }
    assert_eq!(site.connections(), 0);
}

#[tokio::test]
async fn of_a_mixed_answer_only_the_public_part_is_tried() {
    let site = Site::page("secret").await;
    let names = Answers::new(&[&["127.0.0.1", "8.8.8.8"]]);
    let client = client_with("", names.clone());
    // The public one cannot be reached from here; the point is that the private one is not tried instead.
    unavailable(client.get(&format!("http://mixed.test:{}/", site.port())).await);
    assert_eq!((site.connections(), names.asked()), (0, 1));
}

#[tokio::test]
async fn a_name_that_changes_its_answer_gains_nothing() {
    let site = Site::page("secret").await;
    let names = Answers::new(&[&["8.8.8.8"], &["127.0.0.1"]]);
    let client = client_with("", names.clone());
    let url = format!("http://rebind.test:{}/", site.port());
    // One look-up for one connection: nobody asks again between the check and the use.
    unavailable(client.get(&url).await);
    assert_eq!(names.asked(), 1);
    rejected(client.get(&url).await);
    assert_eq!((site.connections(), names.asked()), (0, 2));
}

#[tokio::test]
async fn a_name_without_an_address_is_told_as_such() {
    let client = client_with("", Answers::new(&[&[]]));
    assert!(unavailable(client.get("http://nowhere.test/").await).contains("could not be looked up"));
}

#[tokio::test]
async fn a_server_that_is_away_may_be_tried_again() {
    let port = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let sentence = unavailable(client(&format!("127.0.0.1:{port}")).get(&format!("http://127.0.0.1:{port}/")).await);
    assert!(sentence.contains("could not be reached"), "{sentence}");
}
