//! Pieces of text that carry their language or their marks into a page. They escape everything
//! they are given; nothing else in this crate writes markup by hand.

use std::fmt;

/// Writes `text` so that it can stand in an element or an attribute.
pub fn escape(f: &mut impl fmt::Write, text: &str) -> fmt::Result {
    for c in text.chars() {
        match c {
            '&' => f.write_str("&amp;")?,
            '<' => f.write_str("&lt;")?,
            '>' => f.write_str("&gt;")?,
            '"' => f.write_str("&quot;")?,
            '\'' => f.write_str("&#39;")?,
            c if turns_the_line(c) => {}
            c if c.is_control() && c != '\n' && c != '\t' => f.write_char(' ')?,
            c => f.write_char(c)?,
        }
    }
    Ok(())
}

/// A published text as plain words for a place that a template escapes by itself: without
/// characters that steer a terminal or turn the line around.
pub fn clean(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    text.chars()
        .filter(|c| !turns_the_line(*c))
        .map(plain)
        .collect()
}

fn turns_the_line(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text with its language, when that is another than the page's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrase {
    /// The text.
    pub text: String,
    /// Its language, when the page is in another.
    pub lang: Option<&'static str>,
}

impl Phrase {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.lang {
            Some(lang) => {
                write!(f, "<span lang=\"{lang}\">")?;
                escape(f, &self.text)?;
                f.write_str("</span>")
            }
            None => escape(f, &self.text),
        }
    }
}

impl askama::filters::HtmlSafe for Phrase {}

/// A text in runs, of which some are marked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marked {
    /// The runs, each with whether it is marked.
    pub runs: Vec<(String, bool)>,
}

impl Marked {
    /// From borrowed runs, as a passage gives them.
    pub fn of(runs: &[(&str, bool)]) -> Marked {
        Marked {
            runs: runs
                .iter()
                .map(|(text, on)| ((*text).to_owned(), *on))
                .collect(),
        }
    }

    /// `text` with the byte ranges `marks` marked; ranges are in order, do not overlap and fall on
    /// characters, others are passed over.
    pub fn cut(text: &str, marks: &[(usize, usize)]) -> Marked {
        let passage = noaber_domain::Passage {
            field: noaber_domain::Field::Body,
            text: text.to_owned(),
            marks: marks.to_vec(),
        };
        Marked::of(&passage.runs())
    }
}

impl fmt::Display for Marked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (text, marked) in &self.runs {
            if *marked {
                f.write_str("<mark class=\"nl-mark\">")?;
            }
            escape(f, text)?;
            if *marked {
                f.write_str("</mark>")?;
            }
        }
        Ok(())
    }
}

impl askama::filters::HtmlSafe for Marked {}

/// The address when it is one that a page may link to: http or https.
pub fn safe_address(address: &str) -> Option<String> {
    let parsed = url::Url::parse(address.trim()).ok()?;
    matches!(parsed.scheme(), "http" | "https").then(|| parsed.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_never_becomes_markup() {
        let phrase = Phrase {
            text: "<script>alert('x')</script> & \u{202e}co\u{1b}".into(),
            lang: Some("de"),
        };
        assert_eq!(
            phrase.to_string(),
            "<span lang=\"de\">&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; co </span>"
        );
        let marked = Marked::cut("a <b> c", &[(2, 5)]);
        assert_eq!(
            marked.to_string(),
            "a <mark class=\"nl-mark\">&lt;b&gt;</mark> c"
        );
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert!(safe_address("https://example.org/a b").is_some());
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "/etc/passwd",
            "",
            "ftp://x",
        ] {
            assert_eq!(safe_address(bad), None, "{bad}");
        }
    }
}
