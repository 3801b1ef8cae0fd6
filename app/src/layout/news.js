// Listens to what others do, while somebody looks at the page (a browser has few connections for each site). The
// server names clients that changed. A page that shows one of them asks again for what it shows: the application by
// itself, documents by their own address, of which the parts `data-news` are taken over. What somebody is typing
// stays. Without a connection nothing happens, and loading again shows the same.
{
  let source, place, missed, timer;
  const client = () => location.pathname.match(/^\/clientes\/([0-9a-f-]{36})$/)?.[1] ?? '';
  const isShown = (id) => id === client() || document.querySelector(`[href*="${id}"],[value="${id}"],[data-client="${id}"]`);
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 200);
  };
  const close = () => {
    source?.close();
    source = undefined;
  };
  const listen = () => {
    close();
    place = client();
    source = new EventSource('/ao-vivo' + (place && `?cliente=${place}`));
    // What happened while there was no connection is not known.
    source.onopen = () => {
      if (missed) soon();
      missed = true;
    };
    // A refusal, as of a proxy while the server starts again, is for good: the browser does not ask again.
    source.onerror = () => source?.readyState > 1 && setTimeout(() => source && listen(), 1e4);
    source.onmessage = ({ data }) => {
      if (!data.includes('-') || data.split(' ').some(isShown)) soon();
    };
  };
  const isTyping = (part) =>
    part.querySelector('[open],:is(input:not([type=checkbox]),select,textarea):focus') ||
    [...part.querySelectorAll('textarea')].some((text) => text.value !== text.defaultValue);
  const take = (part, now) => {
    if (!now || part.innerHTML === now.innerHTML || isTyping(part)) return;
    const places = 'a,button,input,[tabindex]';
    const focused = [...part.querySelectorAll(places)].indexOf(document.activeElement);
    const chosen = [...part.querySelectorAll('input:checked')].map((box) => box.value);
    part.innerHTML = now.innerHTML;
    for (const box of part.querySelectorAll('input[type=checkbox]')) box.checked = chosen.includes(box.value);
    part.querySelectorAll(places)[focused]?.focus({ preventScroll: true });
  };
  const ask = async () => {
    if (!('hydrated' in document.documentElement.dataset)) return soon();
    dispatchEvent(new Event('emdia:news'));
    const parts = document.querySelectorAll('[data-news]');
    if (!parts.length) return;
    const answer = await fetch(location.href).catch(() => undefined);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const part of parts) take(part, page.querySelector(`[data-news='${part.dataset.news}']`));
  };
  addEventListener('load', () => {
    if (!document.hidden) listen();
    document.addEventListener('visibilitychange', () => (document.hidden ? close() : listen()));
    setInterval(() => {
      // The application leads from page to page without loading.
      if (source && place !== client()) {
        missed = false;
        listen();
      }
    }, 500);
  });
}
