// *Enviar* records the contact first: a text that no longer says what is owed comes back instead of going out. Then
// WhatsApp opens beside the next page, which browsers allow for some seconds after a click. Without this script the
// next page has the link, as it has for every other program.
{
  const form = document.getElementById('contatar');
  let sending = false;
  // From wherever on the page, but for the search.
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    if ((event.target.form ?? form) !== form) return;
    event.preventDefault();
    form.querySelector('[data-send-now]').click();
  });
  form.addEventListener('submit', async (event) => {
    if (event.submitter?.hasAttribute('formmethod')) return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    const body = new URLSearchParams(new FormData(form));
    const headers = { Accept: 'text/html' };
    const answer = await fetch(form.action, { method: 'POST', body, headers }).catch(() => undefined);
    // It was recorded under its key at most once: the browser may send it again.
    if (!answer?.redirected || !answer.ok) return form.submit();
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const link = page.querySelector('[data-opens]');
    if (link) open(link.href, '_blank', 'noopener');
    location.assign(answer.url);
  });
}
