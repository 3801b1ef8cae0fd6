//! What the agenda asks the server.

use crate::error::ApiError;
use domain::agenda::{AgendaQuery, AgendaView};
use leptos::{prelude::*, server_fn::codec::Postcard};

/// Everything the agenda shows.
#[server(endpoint = "agenda/view", input = Postcard, output = Postcard)]
pub async fn view(query: AgendaQuery) -> Result<AgendaView, ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    Ok(backend::agenda::view(&ctx, &actor, query).await?)
}

/// Makes an appointment, from the client page.
#[server(endpoint = "agenda/schedule")]
pub async fn schedule(cmd: domain::agenda::ScheduleAppointment) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    backend::agenda::schedule(&ctx, &actor, cmd).await?;
    crate::ssr::return_with_notice("agendado");
    Ok(())
}

/// Moves an appointment to another day or time.
#[server(endpoint = "agenda/reschedule")]
pub async fn reschedule(cmd: domain::agenda::RescheduleAppointment) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    backend::agenda::reschedule(&ctx, &actor, cmd).await?;
    crate::ssr::return_with_notice("remarcado");
    Ok(())
}

/// Gives an appointment to somebody else.
#[server(endpoint = "agenda/reassign")]
pub async fn reassign(cmd: domain::agenda::ReassignAppointment) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    backend::agenda::reassign(&ctx, &actor, cmd).await?;
    crate::ssr::return_with_notice("transferido");
    Ok(())
}

/// Cancels an appointment with a reason.
#[server(endpoint = "agenda/cancel")]
pub async fn cancel(cmd: domain::agenda::CancelAppointment) -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    backend::agenda::cancel(&ctx, &actor, cmd).await?;
    crate::ssr::return_with_notice("cancelado");
    Ok(())
}

/// Leads to the client who should be contacted now.
#[server(endpoint = "agenda/start-next")]
pub async fn start_next() -> Result<(), ApiError> {
    let (ctx, actor) = crate::ssr::request()?;
    let next = backend::delinquency::next_to_contact(&ctx, &actor, None).await?;
    let nobody = || format!("{}?aviso=sem-proximo", crate::routes::AGENDA);
    leptos_axum::redirect(
        &next.map_or_else(nobody, |client| format!("{}#contato", crate::routes::client(client))),
    );
    Ok(())
}
