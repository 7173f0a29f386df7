// What is wrong with the page's charts, as a browser shows them: text that sticks out would be clipped.
const faults = [];
const [shapes] = arguments;     // of each figure, by its id

const rgb = color => (color.match(/[\d.]+/g) || []).map(Number);
const isSeen = color => color.startsWith('rgb') && (rgb(color).length < 4 || rgb(color)[3] > 0);
const probe = document.body.appendChild(document.createElement('i'));
const resolved = name => { probe.style.color = `var(${name})`; return getComputedStyle(probe).color; };
const frame = ['--ink', '--grid', '--paper'].map(resolved);
probe.remove();

// https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
const linear = c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
const luminance = color => {
  const [r, g, b] = rgb(color).map(c => linear(c / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
};

// A bar, a point or a cell: not axes, grid or background, nor what only clips or has no colour of its own.
const isData = shape => {
  const { fill } = getComputedStyle(shape);
  const { width, height } = shape.getBoundingClientRect();
  return !shape.closest('defs') && Math.min(width, height) > 1
      && isSeen(fill) && !frame.includes(fill) && fill !== 'rgb(0, 0, 0)';
};

for (const figure of document.querySelectorAll('figure')) {
  const svg = figure.querySelector('svg');
  const box = svg.getBoundingClientRect();
  if (box.width < 200 || box.height < 100) faults.push(`${figure.id} is ${box.width} by ${box.height}`);
  if (box.right > innerWidth + 1) faults.push(`${figure.id} is wider than the page`);
  const data = [...svg.querySelectorAll('path, rect, line, polygon, circle')].filter(isData);
  if (data.length !== shapes[figure.id])
    faults.push(`${figure.id} has ${data.length} shapes, not ${shapes[figure.id]}`);
  const texts = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim());
  if (texts.length < 5) faults.push(`${figure.id} has ${texts.length} texts`);
  const boxes = texts.map(t => t.getBoundingClientRect());
  texts.forEach((text, i) => {
    const t = boxes[i];
    const name = `${figure.id}: "${text.textContent}"`;
    if (t.left < box.left - 1 || t.right > box.right + 1 || t.top < box.top - 1 || t.bottom > box.bottom + 1)
      faults.push(`${name} sticks out`);
    if (/\.\.\.$|…/.test(text.textContent)) faults.push(`${name} is cut`);
    for (let j = 0; j < i; j++) {
      const u = boxes[j];
      const x = Math.min(t.right, u.right) - Math.max(t.left, u.left);
      const y = Math.min(t.bottom, u.bottom) - Math.max(t.top, u.top);
      if (x > 1 && y > t.height / 2) faults.push(`${name} is over "${texts[j].textContent}"`);
    }
    const under = data.filter(shape => {
      const s = shape.getBoundingClientRect();
      const x = (t.left + t.right) / 2, y = (t.top + t.bottom) / 2;
      return s.left < x && x < s.right && s.top < y && y < s.bottom;
    }).pop();
    const background = getComputedStyle(under || document.body)[under ? 'fill' : 'backgroundColor'];
    const ratio = contrast(getComputedStyle(text).fill, background);
    if (ratio < 4.5) faults.push(`${name} has a contrast of ${ratio.toFixed(1)}`);
  });
}
if (document.documentElement.scrollWidth > innerWidth) faults.push('the page scrolls sideways');
return faults;
