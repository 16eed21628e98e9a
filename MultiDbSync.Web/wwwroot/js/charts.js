// Draws plain data with ECharts, which the Vizor.ECharts package carries as a static file. No options are evaluated.
const charts = new Map();
let library;

function load() {
    library ??= new Promise((resolve, reject) => {
        const script = document.createElement('script');
        script.src = '_content/Vizor.ECharts/js/vizor-echarts-bundle-min.js';
        script.onload = () => resolve(window.echarts);
        script.onerror = () => reject(new Error('The chart library could not be loaded.'));
        document.head.appendChild(script);
    });
    return library;
}

const color = name => {
    const probe = document.createElement('span');
    probe.style.color = `var(${name})`;
    document.body.appendChild(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
};

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const formats = {
    count: value => number.format(value),
    rate: value => `${number.format(value)}/s`,
    seconds: value => value === 0 ? '0' : value < 1 ? `${Math.round(value * 1000)} ms` : `${number.format(value)} s`,
};

// Stacked bars are told apart by their pattern too, not by colour alone.
const decals = [undefined, { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 3], rotation: .8 }, { symbol: 'circle', symbolSize: .6 }, { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -.8 }];

function options(unit, zone, series) {
    const text = color('--text-2');
    const line = color('--line');
    const points = series[0]?.data ?? [];
    const days = points.length > 1 && points.at(-1)[0] - points[0][0] > 36 * 3600 * 1000;
    const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone ?? undefined, ...(days ? { day: 'numeric', month: 'short' } : { hour: '2-digit', minute: '2-digit' }) });
    const exact = new Intl.DateTimeFormat('en-GB', { timeZone: zone ?? undefined, dateStyle: 'medium', timeStyle: 'medium' });
    const palette = ['--brand', '--good', '--warn', '--bad', '--line-strong', '--text-2'].map(color);
    return {
        animation: false,
        color: palette,
        textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
        grid: { left: 8, right: 14, top: 34, bottom: 4, containLabel: true },
        legend: { type: 'scroll', top: 0, left: 0, right: 0, pageTextStyle: { color: text }, pageIconColor: text, pageIconInactiveColor: line, itemWidth: 16, itemHeight: 8, textStyle: { color: text }, inactiveColor: line, show: series.length > 1 },
        tooltip: {
            trigger: 'axis', confine: true, backgroundColor: color('--surface'), borderColor: line, textStyle: { color: color('--text') },
            formatter: points => {
                const box = document.createElement('div');
                box.append(exact.format(points[0].value[0]));
                for (const point of points) {
                    const row = document.createElement('div');
                    row.textContent = `${point.seriesName}: ${formats[unit](point.value[1])}`;
                    box.append(row);
                }
                return box;
            },
        },
        xAxis: { type: 'time', axisLine: { lineStyle: { color: line } }, axisTick: { show: false }, splitNumber: 4, axisLabel: { color: text, hideOverlap: true, formatter: value => time.format(value) } },
        yAxis: { type: 'value', min: 0, minInterval: unit === 'count' ? 1 : 0, splitNumber: 4, axisLabel: { color: text, formatter: formats[unit] }, splitLine: { lineStyle: { color: line } } },
        series: series.map((entry, index) => ({
            name: entry.name, type: entry.kind === 'line' ? 'line' : 'bar', stack: entry.kind === 'stack' ? 'all' : undefined, data: entry.data, showSymbol: false, symbol: 'none', barMaxWidth: 6,
            itemStyle: entry.kind === 'stack' ? { decal: decals[index % decals.length] } : undefined,
            lineStyle: { width: 2, type: index === 1 ? 'dashed' : 'solid' }, areaStyle: entry.kind === 'line' && index === 0 ? { opacity: .08 } : undefined,
        })),
    };
}

export async function draw(id, unit, zone, series, owner) {
    const echarts = await load();
    const element = document.getElementById(id);
    if (!element) return;

    let entry = charts.get(id);
    if (!entry || entry.element !== element) {
        entry?.stop();
        const chart = echarts.init(element, null, { renderer: 'canvas' });
        const resize = new ResizeObserver(() => chart.resize());
        resize.observe(element);
        entry = { element, chart, stop: () => { resize.disconnect(); chart.dispose(); } };
        charts.set(id, entry);
        chart.getZr().on('click', event => open(entry, event));
    }
    entry.owner = owner;
    entry.last = [unit, zone, series];
    entry.chart.setOption(options(unit, zone, series), { replaceMerge: ['series'], lazyUpdate: true });
}

// Anywhere above or below a point counts as that point: bars and lines are thin.
function open(entry, event) {
    if (!entry.owner || !entry.chart.containPixel('grid', [event.offsetX, event.offsetY])) return;
    const at = entry.chart.convertFromPixel({ xAxisIndex: 0 }, event.offsetX);
    const nearest = entry.last[2][0]?.data.reduce((best, point) => !best || Math.abs(point[0] - at) < Math.abs(best[0] - at) ? point : best, null);
    if (nearest) entry.owner.invokeMethodAsync('Open', nearest[0]);
}

export function remove(id) {
    charts.get(id)?.stop();
    charts.delete(id);
}

document.addEventListener('mds-theme', () => {
    for (const { chart, last } of charts.values()) chart.setOption(options(...last));
});
