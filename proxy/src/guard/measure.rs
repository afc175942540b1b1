//! How long browsers wait, by route and status.

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use tokio::time::Instant;

use crate::metrics::{Answered, Answers};

pub(super) async fn answers(State(answers): State<Answers>, request: Request, next: Next) -> Response {
    // The pattern, not the path: that one holds an id, and there would be no end of names.
    let route = request.extensions().get::<MatchedPath>().map_or("other".to_owned(), |path| path.as_str().to_owned());
    let begun = Instant::now();
    let response = next.run(request).await;
    let answered = Answered { route, status: response.status().as_u16() };
    answers.get_or_create(&answered).observe(begun.elapsed().as_secs_f64());
    response
}
