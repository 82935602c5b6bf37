fn main() {
    println!("{}", api_careportals::openapi().to_pretty_json().unwrap());
}
