//! What is true of every OpenAPI document.

use serde_json::Value;

/// The references of a document that lead nowhere.
pub fn dangling_references(document: &Value) -> Vec<String> {
    let mut dangling = Vec::new();
    let mut left = vec![document];
    while let Some(value) = left.pop() {
        match value {
            Value::Object(members) => {
                let reference = members.get("$ref").and_then(Value::as_str);
                let leads = |reference: &str| document.pointer(reference.trim_start_matches('#')).is_some();
                dangling.extend(reference.filter(|reference| !leads(reference)).map(str::to_owned));
                left.extend(members.values());
            }
            Value::Array(values) => left.extend(values),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    dangling
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn a_reference_that_leads_nowhere_is_found() {
        let document = json!({ "a": { "b": [] }, "c": [{ "$ref": "#/a/b" }, { "$ref": "#/a/d" }] });
        assert_eq!(super::dangling_references(&document), ["#/a/d"]);
    }
}
