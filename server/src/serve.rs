//! Listening, and stopping in good order.

use axum::{Router, serve::ListenerExt};
use std::{io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::Notify,
};

/// How long requests under way may take after the signal to stop.
const FAREWELL: Duration = Duration::from_secs(15);

/// Serves until SIGTERM or Ctrl-C, tells everybody else at once, and finishes the requests under way.
pub async fn until_stopped(
    listener: TcpListener,
    router: Router,
    tell: impl FnOnce() + Send + 'static,
) -> io::Result<()> {
    // Without this a page sent in pieces waits for the other side's acknowledgement: 40 ms each.
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let stopping = Arc::new(Notify::new());
    let stop = {
        let stopping = stopping.clone();
        async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            tracing::info!("stopping");
            tell();
            stopping.notify_one();
        }
    };
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(stop);
    let too_late = async {
        stopping.notified().await;
        tokio::time::sleep(FAREWELL).await;
    };
    tokio::select! {
        served = async { serving.await } => served,
        () = too_late => {
            tracing::warn!("stopped with requests under way");
            Ok(())
        }
    }
}
