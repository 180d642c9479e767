//! The mirror of an item: why it is empty, and what it compared.

mod common;

use common::Desk;

#[test]
fn the_mirror_says_why_it_is_empty_and_what_it_compared() {
    let desk = Desk::local();
    let section = || {
        let body = desk.get("/items/1?lang=en").body;
        let from = body.find("<section id=\"mirror\"").expect("the section");
        let end = body[from..].find("</section>").expect("its end");
        body[from..from + end].to_owned()
    };
    let without = section();
    assert!(without.contains("noaber model add FILE"), "{without}");

    // The first letters of the file are enough to be found; it is opened by who reads with it.
    let model = "noaber-meaning-1";
    let folder = desk.store.file().and_then(std::path::Path::parent);
    let folder = folder.expect("an embedded store").join("model");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join(format!("{model}.bin")), model).expect("a file");
    let unread = section();
    assert!(unread.contains("So far 0 of 3 papers"), "{unread}");

    let read = |item: i64, byte: u8| {
        let reader = desk.store.reader().expect("a reader");
        let stored = reader.item(noaber_domain::ItemId(item)).expect("read");
        let ledger = stored.expect("an item").head.ledger;
        let mut vector = vec![0_u8; 512];
        (vector[0], vector[1]) = (100, byte);
        let who = noaber_domain::Who("adviser".to_owned());
        let mut change = desk
            .store
            .change(&who, "meaning", common::now())
            .expect("a change");
        let kept = vec![(noaber_domain::ItemId(item), ledger, vector)];
        change.keep_vectors(model, kept).expect("kept");
        change.commit().expect("committed");
    };
    read(1, 0);
    let alone = section();
    assert!(
        alone.contains("Nothing like it") && alone.contains("Compared were"),
        "{alone}"
    );
    for item in [2, 3] {
        read(item, 40);
    }
    let found = section();
    assert!(
        found.contains("class=\"found\"") && found.contains("93%"),
        "{found}"
    );
    assert!(found.contains("Compared were the title"), "{found}");
}
