//! An import beside somebody who works on the same charges.

use super::{
    Import, Kind, receivables,
    tests::{COMPANY, File, import},
};
use crate::{
    Ctx, Error, charges,
    ctx::new_id,
    settlement,
    tests::support::{add_company, add_user, for_each_db},
};
use domain::{
    charge::ChargesQuery,
    permission::Role,
    settlement::{ReversePayment, SettleCharges},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_an_import_and_a_settlement_at_once_each_sees_what_the_other_did() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let company = add_company(&ctx, COMPANY).await?;
        let ana = add_user(&ctx, "Ana", Role::Agent, &[company]).await?;
        import(&ctx, "cliente;documento;vencimento;valor\nIpê Azul;D-1;30/11/2026;100,00\n").await?;
        let all = charges::list(&ctx, &ana, ChargesQuery::default()).await?;
        let (charge, client) = (all.rows[0].id, all.rows[0].client);

        let paid = File::new(
            "cliente;documento;vencimento;valor;data pagamento;valor pago\n\
             Ipê Azul;D-1;30/11/2026;100,00;17/11/2026;100,00\n",
        );
        let (importing, order) = (ctx.clone(), paid.order());
        let importing = tokio::spawn(async move { receivables(&importing, &order, |_| ()).await });
        let cmd = SettleCharges {
            client: client.to_string(),
            key: new_id().to_string(),
            charges: vec![charge.to_string()],
            date: "2026-11-18".to_owned(),
            method: "pix".to_owned(),
            amount: "100,00".to_owned(),
            ..SettleCharges::default()
        };
        let (settling, actor) = (ctx.clone(), ana.clone());
        let settling = tokio::spawn(async move { settlement::settle(&settling, &actor, cmd).await });
        let (imported, settled) = (importing.await.expect("no panic")?, settling.await.expect("no panic"));
        match settled {
            Ok(_) => assert_eq!((imported.settled, imported.unchanged), (0, 1), "{imported:?}"),
            Err(Error::Overtaken { .. }) => assert_eq!(imported.settled, 1, "{imported:?}"),
            Err(other) => panic!("{other:?}"),
        }
        let view = charges::view(&ctx, &ana, charge).await?;
        assert_eq!((view.payments.len(), view.balance.centavos()), (1, 0));

        // What the file said was paid can be taken back like any other payment.
        let manager = add_user(&ctx, "Marta", Role::Manager, &[company]).await?;
        let back = ReversePayment { payment: view.payments[0].id.to_string(), reason: "Cheque".to_owned() };
        settlement::reverse(&ctx, &manager, back).await?;
        assert_eq!(charges::view(&ctx, &ana, charge).await?.balance.centavos(), 10_000);
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_a_file_of_payments_and_a_settlement_at_once_one_records_the_payment() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let company = add_company(&ctx, COMPANY).await?;
        let ana = add_user(&ctx, "Ana", Role::Agent, &[company]).await?;
        import(&ctx, "cliente;documento;vencimento;valor\nIpê Azul;D-1;30/11/2026;100,00\n").await?;
        let all = charges::list(&ctx, &ana, ChargesQuery::default()).await?;
        let (charge, client) = (all.rows[0].id, all.rows[0].client);
        let paid = File::new("documento;data pagamento;valor pago\nD-1;18/11/2026;100,00\n");
        let (importing, order) = (ctx.clone(), Import { kind: Kind::Payments, ..paid.order() });
        let importing = tokio::spawn(async move { receivables(&importing, &order, |_| ()).await });
        let cmd = SettleCharges {
            client: client.to_string(),
            key: new_id().to_string(),
            charges: vec![charge.to_string()],
            date: "2026-11-18".to_owned(),
            method: "pix".to_owned(),
            amount: "100,00".to_owned(),
            ..SettleCharges::default()
        };
        let (settling, actor) = (ctx.clone(), ana.clone());
        let settling = tokio::spawn(async move { settlement::settle(&settling, &actor, cmd).await });
        let (imported, settled) = (importing.await.expect("no panic")?, settling.await.expect("no panic"));
        match settled {
            Ok(_) => assert_eq!((imported.settled, imported.unchanged), (0, 1), "{imported:?}"),
            Err(Error::Overtaken { .. }) => assert_eq!(imported.settled, 1, "{imported:?}"),
            Err(other) => panic!("{other:?}"),
        }
        let view = charges::view(&ctx, &ana, charge).await?;
        assert_eq!((view.payments.len(), view.balance.centavos()), (1, 0));
        Ok(())
    })
    .await
}
