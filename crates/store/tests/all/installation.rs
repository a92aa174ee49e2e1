//! Facts about the installation, and the data folder's lock.

use futures::FutureExt;
use store::installation::{self, FolderLock};

use crate::harness::TestDb;

both! {
    the_first_value_stays_and_can_be_set,
}

async fn the_first_value_stays_and_can_be_set(db: TestDb) {
    let store = db.open().await;
    let keep = |value: &'static str| {
        store.write(None, move |work| async move { installation::keep("secret", value, work).await }.boxed())
    };
    assert_eq!(keep("a").await.unwrap(), "a");
    assert_eq!(keep("b").await.unwrap(), "a");
    store.write(None, |work| async move { installation::set("secret", "c", work).await }.boxed()).await.unwrap();
    assert_eq!(installation::find("secret", store.db()).await.unwrap().as_deref(), Some("c"));
    assert_eq!(installation::find("other", store.db()).await.unwrap(), None);
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
