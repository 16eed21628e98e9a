// The SQL editor. The page works with a textarea alone; where Monaco (a static file of the BlazorMonaco package) loads, it is laid over it and writes into it.
const editors = new Map();
const base = new URL('_content/BlazorMonaco/lib/monaco-editor/min/vs', document.baseURI).pathname;
let library;

// The policy of the page allows style elements with its nonce only, and Monaco makes its own: they get the nonce while it is loaded and drawn.
function allowStyles() {
    const nonce = document.querySelector('script[nonce]')?.nonce;
    if (!nonce || document.createElement.allowsStyles) return;
    const create = document.createElement;
    document.createElement = function (name, ...rest) {
        const element = create.call(document, name, ...rest);
        if (String(name).toLowerCase() === 'style') element.nonce = nonce;
        return element;
    };
    document.createElement.allowsStyles = true;
}

function load() {
    library ??= new Promise((resolve, reject) => {
        allowStyles();
        window.MonacoEnvironment = { getWorker: () => new Worker(`${base}/base/worker/workerMain.js`) };
        const script = document.createElement('script');
        script.src = `${base}/loader.js`;
        script.onerror = () => reject(new Error('The editor could not be loaded.'));
        script.onload = () => {
            window.require.config({ paths: { vs: base } });
            window.require(['vs/editor/editor.main'], () => resolve(window.monaco), reject);
        };
        document.head.appendChild(script);
    });
    return library;
}

const kinds = monaco => ({
    table: monaco.languages.CompletionItemKind.Struct, column: monaco.languages.CompletionItemKind.Field, alias: monaco.languages.CompletionItemKind.Variable,
    function: monaco.languages.CompletionItemKind.Function, keyword: monaco.languages.CompletionItemKind.Keyword,
});

let registered = false;
function registerCompletion(monaco) {
    if (registered) return;
    registered = true;
    monaco.languages.registerCompletionItemProvider('sql', {
        triggerCharacters: ['.', ' '],
        async provideCompletionItems(model, position) {
            const entry = [...editors.values()].find(e => e.editor?.getModel() === model);
            if (!entry) return { suggestions: [] };
            const word = model.getWordUntilPosition(position);
            const range = { startLineNumber: position.lineNumber, endLineNumber: position.lineNumber, startColumn: word.startColumn, endColumn: word.endColumn };
            const found = await entry.page.invokeMethodAsync('Complete', model.getValue(1), model.getOffsetAt(position));
            return {
                suggestions: found.map(s => ({
                    label: s.label, insertText: s.insert, kind: kinds(monaco)[s.kind], detail: s.detail, range, filterText: s.label, sortText: s.rank + s.label,
                })),
            };
        },
    });
}

function theme(monaco) {
    const probe = document.createElement('canvas').getContext('2d');
    const color = name => {
        const span = document.createElement('span');
        span.style.color = `var(${name})`;
        document.body.appendChild(span);
        probe.fillStyle = getComputedStyle(span).color;
        span.remove();
        return probe.fillStyle;
    };
    monaco.editor.defineTheme('mds', {
        base: window.mdsIsDark() ? 'vs-dark' : 'vs', inherit: true, rules: [],
        colors: { 'editor.background': color('--surface'), 'editor.foreground': color('--text'), 'editorLineNumber.foreground': color('--text-2') },
    });
    monaco.editor.setTheme('mds');
}
document.addEventListener('mds-theme', () => { if (window.monaco) theme(window.monaco); });

function remember(entry) {
    try {
        sessionStorage.setItem(entry.memory, entry.area.value);
    } catch {
        // Without storage the text is forgotten by a reload, which is all.
    }
}

// Blazor listens to the textarea.
function write(entry, text) {
    if (entry.area.value === text) return;
    entry.area.value = text;
    entry.area.dispatchEvent(new Event('input', { bubbles: true }));
}

function flush(entry) {
    clearTimeout(entry.timer);
    if (entry.editor) write(entry, entry.editor.getModel().getValue(1));
}

const leave = () => document.getElementById('run-query')?.focus();

/** Takes a textarea over. Answers the text of this browser tab's last visit, or null. */
export function attach(id, page, memory) {
    const area = document.getElementById(id);
    const entry = { area, page, memory, host: document.getElementById(`${id}-editor`) };
    editors.set(id, entry);
    area.addEventListener('input', () => remember(entry));
    area.addEventListener('keydown', event => {
        if (event.key === 'Escape') leave();
    });
    try {
        return sessionStorage.getItem(memory);
    } catch {
        return null;
    }
}

/** Lays Monaco over the textarea; false when it can't be loaded. */
export async function upgrade(id) {
    const entry = editors.get(id);
    let monaco;
    try {
        monaco = await load();
    } catch {
        return false;
    }
    if (!entry || editors.get(id) !== entry || !entry.area.isConnected) return false;
    registerCompletion(monaco);
    theme(monaco);
    const hadFocus = document.activeElement === entry.area;
    entry.host.hidden = false;
    entry.area.classList.add('covered');
    entry.area.tabIndex = -1;
    entry.area.setAttribute('aria-hidden', 'true');
    const model = monaco.editor.createModel(entry.area.value, 'sql');
    model.setEOL(monaco.editor.EndOfLineSequence.LF);
    entry.editor = monaco.editor.create(entry.host, {
        model, theme: 'mds', automaticLayout: true, minimap: { enabled: false }, fontSize: 14, lineNumbersMinChars: 3, scrollBeyondLastLine: false, wordWrap: 'on',
        fixedOverflowWidgets: true, wordBasedSuggestions: false, occurrencesHighlight: false, renderLineHighlight: 'none', overviewRulerLanes: 0, tabSize: 4, contextmenu: false,
        ariaLabel: 'SQL statement. Control and Enter runs it, Escape leaves the editor.', scrollbar: { alwaysConsumeMouseWheel: false },
        smoothScrolling: false, cursorBlinking: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'solid' : 'blink',
    });
    entry.editor.onDidChangeModelContent(() => {
        monaco.editor.setModelMarkers(model, 'mds', []);
        clearTimeout(entry.timer);
        entry.timer = setTimeout(() => flush(entry), 150);
    });
    entry.editor.onDidBlurEditorText(() => flush(entry));
    entry.editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, () => {
        flush(entry);
        entry.editor.trigger('mds', 'hideSuggestWidget', {});
        document.getElementById('run-query')?.click();
    });
    entry.editor.addCommand(monaco.KeyCode.Escape, leave, '!suggestWidgetVisible && !findWidgetVisible && !parameterHintsVisible && !editorHasSelection');
    // Who goes to the textarea means the editor.
    entry.area.addEventListener('focus', () => {
        if (editors.get(id) === entry) entry.editor.focus();
    });
    if (hadFocus) entry.editor.focus();
    return true;
}

/** Puts another text in, for instance a saved query. */
export function setText(id, text) {
    const entry = editors.get(id);
    if (!entry) return;
    if (entry.editor) entry.editor.getModel().setValue(text);
    flush(entry);
    entry.area.value = text;
    remember(entry);
}

/** Puts a text in where there is none yet; answers what is there then. The person may have typed before the page had read the tables. */
export function offer(id, text) {
    const entry = editors.get(id);
    if (!entry) return '';
    flush(entry);
    if (entry.area.value === '') setText(id, text);
    return entry.area.value;
}

/** Writes a name where the caret is; answers the whole text. */
export function insert(id, text) {
    const entry = editors.get(id);
    if (!entry) return null;
    if (entry.editor) {
        entry.editor.executeEdits('mds', [{ range: entry.editor.getSelection(), text, forceMoveMarkers: true }]);
        flush(entry);
        entry.editor.focus();
    } else {
        entry.area.setRangeText(text, entry.area.selectionStart, entry.area.selectionEnd, 'end');
        entry.area.focus();
    }
    remember(entry);
    return entry.area.value;
}

// Where the error begins, to the end of the word that stands there.
function rangeOf(text, offset) {
    const word = /^(?:[\w$]+|\S)/.exec(text.slice(offset));
    return word || offset === 0 ? [offset, offset + (word ? word[0].length : 0)] : [offset - 1, offset];
}

/** Marks an error in the text, or takes the mark away. */
export function mark(id, offset, message) {
    const entry = editors.get(id);
    if (!entry?.editor || !window.monaco) return;
    const model = entry.editor.getModel();
    if (offset === null) {
        window.monaco.editor.setModelMarkers(model, 'mds', []);
        return;
    }
    const [start, end] = rangeOf(model.getValue(1), offset).map(at => model.getPositionAt(at));
    window.monaco.editor.setModelMarkers(model, 'mds', [{
        severity: window.monaco.MarkerSeverity.Error, message, startLineNumber: start.lineNumber, startColumn: start.column, endLineNumber: end.lineNumber, endColumn: end.column,
    }]);
    entry.editor.revealPositionInCenterIfOutsideViewport(start);
}

/** Goes to the error and selects it. */
export function show(id, offset) {
    const entry = editors.get(id);
    if (!entry) return;
    const [start, end] = rangeOf(entry.area.value, offset);
    if (entry.editor) {
        const model = entry.editor.getModel();
        const [from, to] = [model.getPositionAt(start), model.getPositionAt(end)];
        entry.editor.setSelection({ startLineNumber: from.lineNumber, startColumn: from.column, endLineNumber: to.lineNumber, endColumn: to.column });
        entry.editor.focus();
    } else {
        entry.area.focus();
        entry.area.setSelectionRange(start, end);
    }
}

export function remove(id) {
    const entry = editors.get(id);
    clearTimeout(entry?.timer);
    entry?.editor?.getModel()?.dispose();
    entry?.editor?.dispose();
    editors.delete(id);
}
