// What a person chose for this browser, before anything is drawn: colours and motion. Kept in the browser alone.
(() => {
    const choices = { theme: ['light', 'dark'], motion: ['reduced'] };
    const root = document.documentElement;

    const read = name => {
        try {
            const value = localStorage.getItem(`mds-${name}`);
            return choices[name].includes(value) ? value : 'system';
        } catch {
            return 'system';
        }
    };

    const write = (name, value) => {
        try {
            if (value === 'system') localStorage.removeItem(`mds-${name}`);
            else localStorage.setItem(`mds-${name}`, value);
        } catch {
            // Without storage the choice lasts until the page is left.
        }
    };

    const apply = (name, value) => {
        if (value === 'system') delete root.dataset[name];
        else root.dataset[name] = value;
    };

    for (const name of Object.keys(choices)) apply(name, read(name));

    const system = matchMedia('(prefers-color-scheme: dark)');
    window.mdsIsDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : system.matches);
    const announce = () => document.dispatchEvent(new CustomEvent('mds-theme'));
    system.addEventListener('change', announce);

    // Shows the choices in their boxes; called once a page with such boxes is drawn.
    window.mdsPreferences = () => {
        for (const box of document.querySelectorAll('[data-preference]')) box.value = root.dataset[box.dataset.preference] ?? 'system';
    };

    document.addEventListener('change', event => {
        const name = event.target.dataset?.preference;
        if (!name) return;
        write(name, event.target.value);
        apply(name, event.target.value);
        if (name === 'theme') announce();
    });
})();
