//! The arrows between crates: the table here is the architecture, and `cargo metadata` is held
//! against it. What each floor is for is drawn in ARCHITECTURE.md.

use serde_json::Value;

/// Who may lean on whom, complete. Names without their `noaber-`.
const ARROWS: [(&str, &[&str]); 13] = [
    ("noaber", ROOMS),
    ("web", &["work", "store", "charts", "locale", "domain"]),
    (
        "work",
        &["store", "connectors", "matching", "reports", "domain"],
    ),
    ("reports", &["charts", "locale", "domain"]),
    ("matching", &["text", "meaning", "domain"]),
    ("connectors", &["domain"]),
    ("store", &["text", "domain"]),
    ("domain", &[]),
    ("text", &[]),
    ("meaning", &[]),
    ("charts", &[]),
    ("locale", &[]),
    ("testkit", &[]),
];

const ROOMS: &[&str] = &[
    "web",
    "work",
    "store",
    "connectors",
    "matching",
    "reports",
    "domain",
    "text",
    "meaning",
    "charts",
    "locale",
];

/// These measure and tend the house and may look anywhere.
const FREE: [&str; 2] = ["xtask", "bench"];

/// Every arrow between our crates that the table does not draw.
pub fn check(metadata: &Value) -> Vec<String> {
    let ours: Vec<&Value> = list(metadata, "packages")
        .iter()
        .filter(|package| package["source"].is_null())
        .collect();
    ours.iter().flat_map(|package| faults_of(package)).collect()
}

fn faults_of(package: &Value) -> Vec<String> {
    let from = short(&package["name"]);
    if FREE.contains(&from) {
        return Vec::new();
    }
    let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == from) else {
        return vec![format!(
            "crate {from} stands on no floor: draw its arrows in xtask/src/tidy/floors.rs and ARCHITECTURE.md"
        )];
    };
    list(package, "dependencies")
        .iter()
        .filter(|dependency| dependency["source"].is_null())
        .filter(|dependency| {
            let to = short(&dependency["name"]);
            let for_tests = dependency["kind"] == "dev";
            !(allowed.contains(&to) || for_tests && to == "testkit")
        })
        .map(|dependency| {
            let to = short(&dependency["name"]);
            format!("{from} -> {to}: this arrow is not in the picture; move the function before drawing one")
        })
        .collect()
}

fn short(name: &Value) -> &str {
    let name = name.as_str().unwrap_or("");
    name.strip_prefix("noaber-").unwrap_or(name)
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn one(name: &str, to: &str, kind: Value) -> Value {
        let dependency = json!({"name": to, "source": null, "kind": kind});
        json!({"packages": [{"name": name, "source": null, "dependencies": [dependency]}]})
    }

    #[test]
    fn an_arrow_that_is_not_drawn_is_a_fault() {
        for (from, to) in [
            ("noaber-domain", "noaber-store"),
            ("noaber-store", "noaber-connectors"),
            ("noaber-web", "noaber-matching"),
            ("noaber-web", "noaber-testkit"),
            ("noaber-newcomer", "noaber-domain"),
        ] {
            assert_eq!(
                check(&one(from, to, Value::Null)).len(),
                1,
                "{from} -> {to}"
            );
        }
    }

    #[test]
    fn drawn_arrows_the_testkit_in_tests_and_other_peoples_crates_are_fine() {
        assert!(check(&one("noaber-web", "noaber-work", Value::Null)).is_empty());
        assert!(check(&one("noaber-web", "noaber-testkit", json!("dev"))).is_empty());
        assert!(check(&one("xtask", "noaber-web", Value::Null)).is_empty());
        let theirs = json!({"packages": [{"name": "serde", "source": "registry", "dependencies": [
            {"name": "noaber-web", "source": null, "kind": null}]}]});
        assert!(check(&theirs).is_empty());
    }

    #[test]
    fn no_arrow_in_the_table_points_up() {
        let place = |name: &str| ARROWS.iter().position(|(n, _)| *n == name);
        for (from, allowed) in ARROWS {
            for to in allowed {
                assert!(place(from) < place(to), "{from} -> {to}");
            }
        }
    }
}
