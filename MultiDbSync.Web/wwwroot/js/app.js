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

window.mdsShowModal = id => document.getElementById(id)?.showModal();
window.mdsCloseModal = id => document.getElementById(id)?.close();

(() => {
    const typing = target => target.closest?.('input, textarea, select, [contenteditable], fluent-text-input, fluent-textarea, fluent-dropdown') !== null;
    let first = null;

    document.addEventListener('keydown', event => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target.dataset?.submit) {
            event.preventDefault();
            document.getElementById(event.target.dataset.submit)?.click();
            return;
        }
        if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector('dialog[open]')) return;

        if (event.key === '?') {
            event.preventDefault();
            window.mdsShowModal('shortcuts');
        } else if (event.key === '/') {
            const search = document.querySelector('[data-search]');
            if (search) {
                event.preventDefault();
                search.focus();
            }
        } else {
            const keys = first ? `${first} ${event.key}` : event.key;
            first = event.key === 'g' && !first ? 'g' : null;
            if (first) setTimeout(() => { first = null; }, 1200);
            document.querySelector(`[data-shortcut="${CSS.escape(keys)}"]`)?.click();
        }
    });

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
