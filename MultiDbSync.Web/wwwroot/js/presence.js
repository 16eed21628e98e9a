// Tells the console that a person is there: at the load of a page, and at keys, clicks and scrolling, once a minute at most. What a page
// reads by itself does not keep anybody signed in.
(() => {
    const every = 60_000;
    let told = -every;

    const tell = async () => {
        if (performance.now() - told < every) return;
        told = performance.now();
        try {
            const answer = await fetch('/account/presence', { method: 'POST', redirect: 'manual' });
            if (answer.status === 401) location.assign(`/login?ended=true&returnUrl=${encodeURIComponent(location.pathname + location.search)}`);
        } catch {
            // The console is away; the next key or click tells it.
        }
    };

    for (const sign of ['keydown', 'pointerdown', 'wheel', 'touchmove'])
        document.addEventListener(sign, event => { if (event.isTrusted) tell(); }, { capture: true, passive: true });
    tell();
})();
