// What the console needs of the browser and Blazor can't do by itself: time zone, shortcuts, dialogs, downloads.
window.mdsTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

window.mdsDownload = (name, type, text) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
};

window.mdsCopy = async text => {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        return false;
    }
};

// What one person put aside in this browser; without storage it lasts as long as the page.
window.mdsKept = name => {
    try { return localStorage.getItem(`mds-${name}`); } catch { return null; }
};
window.mdsKeep = (name, value) => {
    try { localStorage.setItem(`mds-${name}`, value); } catch { /* private mode */ }
};

window.mdsShowModal = id => document.getElementById(id)?.showModal();
window.mdsCloseModal = id => document.getElementById(id)?.close();

(() => {
    // A field, or anything within the editor: its own keys are meant.
    const fields = 'input, textarea, select, [contenteditable], [role="textbox"], [role="combobox"], .monaco-editor, fluent-text-input, fluent-text-area, fluent-textarea, fluent-dropdown';
    const typing = target => target instanceof Element && target.closest(fields) !== null;
    const visible = element => element.checkVisibility?.() ?? element.offsetParent !== null;

    // The page's search, else its first filter.
    const search = () => ['main [data-search]', 'main input[type="search"]', 'main select:not([disabled])']
        .flatMap(selector => [...document.querySelectorAll(selector)]).find(visible);
    let first = null;
    let patience;

    document.addEventListener('keydown', event => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target.dataset?.submit) {
            event.preventDefault();
            document.getElementById(event.target.dataset.submit)?.click();
            return;
        }
        if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector('dialog[open]')) return;

        if (event.key === '?') {
            event.preventDefault();
            window.mdsShowModal('shortcuts');
        } else if (event.key === '/') {
            const field = search();
            if (field) {
                event.preventDefault();
                field.focus();
            }
        } else {
            const keys = first ? `${first} ${event.key}` : event.key;
            first = event.key === 'g' && !first ? 'g' : null;
            // The wait of an earlier 'g' must not end this one.
            clearTimeout(patience);
            if (first) patience = setTimeout(() => { first = null; }, 1200);
            document.querySelector(`[data-shortcut="${CSS.escape(keys)}"]`)?.click();
        }
    });

    // What the server forgot can't be joined again; the page's address brings its state back.
    async function retry(button) {
        button.disabled = true;
        try {
            if (!await window.Blazor.reconnect()) location.reload();
        } catch {
            // The server is still away: the button serves again.
        } finally {
            button.disabled = false;
        }
    }

    document.addEventListener('click', event => {
        const opener = event.target.closest('[data-open]');
        if (opener) {
            document.getElementById('menu')?.matches(':popover-open') && document.getElementById('menu').hidePopover();
            window.mdsShowModal(opener.dataset.open);
        }

        // The menu of small screens has done its work once a page was chosen.
        if (event.target.closest('#menu a')) {
            const menu = document.getElementById('menu');
            if (menu.matches(':popover-open')) menu.hidePopover();
        }

        // Blazor would only scroll there: the next Tab must go on from the content.
        if (event.target.closest('.skip')) {
            event.preventDefault();
            document.getElementById('content')?.focus();
        }

        if (event.target.closest('.retry-now')) retry(event.target.closest('.retry-now'));

        if (event.target.closest('.reload, .lost-connection a')) {
            event.preventDefault();
            location.reload();
        }
    });

    // A circuit that the server no longer knows can't come back: load the page again, its state is in the address.
    document.getElementById('components-reconnect-modal')?.addEventListener('components-reconnect-state-changed', event => {
        if (event.detail.state === 'rejected') location.reload();
    });
})();
