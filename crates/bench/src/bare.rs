//! The yardstick: an axum route that does nothing but answer JSON.

use axum::routing::get;
use axum::serve::ListenerExt;
use axum::{Json, Router};

/// Serves it until killed.
pub(crate) fn serve(port: u16) -> Result<(), Box<dyn std::error::Error>> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
        let listener = listener.tap_io(|socket| drop(socket.set_nodelay(true)));
        let route = get(|| async { Json(serde_json::json!({ "status": "ok", "service": "bare", "answer": 42 })) });
        axum::serve(listener, Router::new().route("/bare", route)).await?;
        Ok(())
    })
}
