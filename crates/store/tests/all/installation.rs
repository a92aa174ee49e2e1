//! Facts about the installation, and the data folder's lock.

use futures::FutureExt;
use store::Store;
use store::installation::{self, FolderLock};

use crate::harness::TestDb;

both! {
    the_first_value_stays,
    of_two_who_replace_what_they_have_read_one_succeeds,
}

async fn the_first_value_stays(db: TestDb) {
    let store = db.open().await;
    let keep = |value: &'static str| {
        store.write(None, move |work| async move { installation::keep("secret", value, work).await }.boxed())
    };
    assert_eq!(keep("a").await.unwrap(), "a");
    assert_eq!(keep("b").await.unwrap(), "a");
    assert_eq!(installation::find("other", store.db()).await.unwrap(), None);
}

async fn of_two_who_replace_what_they_have_read_one_succeeds(db: TestDb) {
    let (one, other) = (db.open().await, db.open().await);
    let replace = |store: &Store, old: Option<&'static str>, new: &'static str| {
        let store = store.clone();
        async move {
            let replaced = store
                .write(None, move |work| async move { installation::replace("due", old, new, work).await }.boxed());
            replaced.await.unwrap()
        }
    };
    for (old, new) in [(None, ["1", "2"]), (Some("1"), ["3", "3"])] {
        if old.is_some() {
            replace(&one, Some("2"), "1").await;
        }
        let (first, second) = tokio::join!(replace(&one, old, new[0]), replace(&other, old, new[1]));
        assert!(first != second, "{first} {second}");
    }
    assert_eq!(installation::find("due", one.db()).await.unwrap().as_deref(), Some("3"));
    assert!(!replace(&one, None, "4").await);
}

#[test]
fn a_second_server_on_the_same_folder_is_refused_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data");
    let first = FolderLock::take(&path).unwrap();
    let refused = FolderLock::take(&path).unwrap_err();
    assert!(refused.contains("Another server runs") && refused.contains("ROMASHKA_DATA_DIR"), "{refused}");
    drop(first);
    assert!(FolderLock::take(&path).is_ok());
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let refused = FolderLock::take(&file.join("data")).unwrap_err();
    assert!(refused.contains("cannot be written") && refused.contains("file/data"), "{refused}");
}
