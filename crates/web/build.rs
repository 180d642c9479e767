//! Lists the built assets so that they can be embedded. It builds nothing itself: `cargo xtask
//! assets` does that, and this says so when it was forgotten.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let dist = root.join("assets").join("dist");
    println!("cargo::rerun-if-changed={}", dist.display());
    println!("cargo::rerun-if-changed=templates");
    let Some(names) = names(&dist) else {
        println!(
            "cargo::error=the assets of the web desk are missing: expected noaber.css and its companions in {}; run `cargo xtask assets` (it needs npm) and build again",
            dist.display()
        );
        std::process::exit(1);
    };
    let mut table = String::from("&[\n");
    for name in names {
        let path = dist.join(&name);
        let bytes = fs::read(&path).expect("a file that was just listed can be read");
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        let version = format!("{:016x}", hasher.finish());
        table.push_str(&format!(
            "    Asset {{ name: {name:?}, version: {version:?}, bytes: include_bytes!({path:?}) }},\n"
        ));
    }
    table.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("assets.rs"), table).expect("the build folder can be written");
}

/// The names in `dist`, in order; `None` when the style sheet is not there.
fn names(dist: &Path) -> Option<Vec<String>> {
    let mut names: Vec<String> = fs::read_dir(dist)
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    names
        .iter()
        .any(|name| name == "noaber.css")
        .then_some(names)
}
