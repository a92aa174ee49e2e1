//! The tools of bots.

use domain::tools::ToolValues;
use store::bot_tools::{self, BotToolRow};
use store::{Clock, Error};

use crate::accounts_people::write;
use crate::chats::{bot, shop};
use crate::harness::TestDb;

both! {
    a_tool_is_set_up_anew_in_its_place_and_only_by_its_workspace,
}

async fn a_tool_is_set_up_anew_in_its_place_and_only_by_its_workspace(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let coffee = shop(&db, &store, "Coffee").await;
    let second = bot(&db, &store, tea.workspace, "Second").await;
    let values = |text: &str| ToolValues([("address".to_owned(), text.to_owned())].into());
    let row = BotToolRow {
        workspace_id: tea.workspace,
        bot_id: tea.bot.id,
        tool: "order_status".into(),
        is_on: true,
        fields: values("https://shop.example/{order}?“x”"),
        secrets: ToolValues::default(),
        version: 1,
        updated_at: db.clock.now(),
    };
    let put = |row: &BotToolRow, workspace| {
        let (store, row) = (store.clone(), row.clone());
        async move { write(&store, move |w| Box::pin(async move { bot_tools::put(workspace, &row, w).await })).await }
    };
    put(&row, tea.workspace).await.unwrap();
    assert_eq!(bot_tools::list(tea.workspace, tea.bot.id, store.db()).await.unwrap(), std::slice::from_ref(&row));
    let changed = BotToolRow {
        is_on: false,
        fields: ToolValues::default(),
        secrets: values("sealed"),
        version: 2,
        updated_at: db.clock.now().plus_ms(9),
        ..row.clone()
    };
    put(&changed, tea.workspace).await.unwrap();
    let other = BotToolRow { tool: "a_tool".into(), ..row.clone() };
    put(&other, tea.workspace).await.unwrap();
    assert_eq!(bot_tools::list(tea.workspace, tea.bot.id, store.db()).await.unwrap(), [other, changed]);
    assert_eq!(bot_tools::list(tea.workspace, second.id, store.db()).await.unwrap(), []);
    // Another workspace neither sees it nor sets it up.
    assert_eq!(bot_tools::list(coffee.workspace, tea.bot.id, store.db()).await.unwrap(), []);
    assert!(matches!(put(&row, coffee.workspace).await, Err(Error::NotFound)));
}
