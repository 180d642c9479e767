//! One request, read once: path, query, form, language and cookies as plain text. A handler takes
//! what it needs from here and never meets an HTTP type.

use noaber_locale::Lang;

/// A request as the handlers see it. Whatever does not parse is simply not there.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The path, starting with `/`.
    pub path: String,
    /// Parts of the path by name.
    pub params: Vec<(String, String)>,
    /// The query, in order.
    pub query: Vec<(String, String)>,
    /// The form, in order; empty unless it was posted.
    pub form: Vec<(String, String)>,
    /// The reader's language.
    pub lang: Lang,
    /// The token that forms carry.
    pub csrf: String,
    /// The visitor's session.
    pub session: Option<String>,
    /// Whether a part of a page is wanted rather than a page.
    pub partial: bool,
    /// Whether the visitor came over https, as the proxy before the desk says.
    pub secure: bool,
}

impl Ask {
    /// A part of the path; empty when there is none of that name.
    pub fn param(&self, name: &str) -> &str {
        find(&self.params, name).unwrap_or("")
    }

    /// A value of the query, trimmed; `None` when absent or empty.
    pub fn query(&self, name: &str) -> Option<&str> {
        find(&self.query, name)
            .map(str::trim)
            .filter(|value| !value.is_empty())
    }

    /// A value of the query as a type; what does not parse is passed over.
    pub fn query_as<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.query(name)?.parse().ok()
    }

    /// A value of the form, trimmed; empty when absent.
    pub fn form(&self, name: &str) -> &str {
        find(&self.form, name).unwrap_or("").trim()
    }

    /// This address with `changes` to its query; an empty value takes a name out.
    pub fn address(&self, path: &str, changes: &[(&str, &str)]) -> String {
        let mut pairs = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in &self.query {
            let replaced = changes.iter().any(|(changed, _)| changed == name);
            if !replaced && !value.trim().is_empty() && name != "done" {
                pairs.append_pair(name, value);
            }
        }
        for (name, value) in changes.iter().filter(|(_, value)| !value.is_empty()) {
            pairs.append_pair(name, value);
        }
        let query = pairs.finish();
        if query.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{query}")
        }
    }

    /// What every cookie ends with: `; Secure` when the visitor came over https.
    pub fn cookie_end(&self) -> &'static str {
        if self.secure { "; Secure" } else { "" }
    }

    /// The page to go back to after a form: an address on this desk, else `/`.
    pub fn back(&self) -> String {
        let back = self.form("back");
        let inside = back.starts_with('/') && !back[1..].starts_with(['/', '\\']);
        let plain = !back.contains(|c: char| c.is_control() || c == '\\');
        if inside && plain {
            back.to_owned()
        } else {
            "/".to_owned()
        }
    }
}

fn find<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs
        .iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
}

/// The pairs of a query or a form.
pub fn pairs(text: &str) -> Vec<(String, String)> {
    url::form_urlencoded::parse(text.as_bytes())
        .into_owned()
        .collect()
}

/// The value of a cookie in a `Cookie` header.
pub fn cookie<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    header
        .split(';')
        .filter_map(|part| part.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// The language that an `Accept-Language` header wants most, of those the desk speaks.
pub fn wanted(header: &str) -> Option<Lang> {
    let mut best: Option<(f32, Lang)> = None;
    for part in header.split(',') {
        let mut pieces = part.split(';');
        let Some(lang) = pieces.next().and_then(Lang::from_code) else {
            continue;
        };
        let weight = pieces
            .find_map(|piece| piece.trim().strip_prefix("q="))
            .map_or(1.0, |q| q.trim().parse().unwrap_or(0.0));
        if weight > 0.0 && best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, lang));
        }
    }
    best.map(|(_, lang)| lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(query: &str, form: &str) -> Ask {
        Ask {
            path: "/signals".into(),
            params: Vec::new(),
            query: pairs(query),
            form: pairs(form),
            lang: Lang::Nl,
            csrf: String::new(),
            session: None,
            partial: false,
            secure: false,
        }
    }

    #[test]
    fn an_address_keeps_the_filters_and_changes_what_is_asked() {
        let ask = ask("tier=act&q=a+b&empty=&done=3", "");
        assert_eq!(
            ask.address("/signals", &[("page", "2")]),
            "/signals?tier=act&q=a+b&page=2"
        );
        assert_eq!(ask.address("/x", &[("tier", ""), ("q", "")]), "/x");
    }

    #[test]
    fn the_way_back_never_leads_off_the_desk() {
        assert_eq!(
            ask("", "back=/signals?tier=act").back(),
            "/signals?tier=act"
        );
        for bad in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "",
            "/a%0d%0ab",
        ] {
            assert_eq!(ask("", &format!("back={bad}")).back(), "/", "{bad}");
        }
    }

    #[test]
    fn the_most_wanted_language_that_is_spoken_wins() {
        assert_eq!(wanted("fr, de;q=0.7, en;q=0.9"), Some(Lang::En));
        assert_eq!(wanted("de-AT,de;q=0.9"), Some(Lang::De));
        assert_eq!(wanted("fr, es;q=0.5"), None);
        assert_eq!(wanted("nl;q=0, ;;;"), None);
    }
}
