// What a chart must not look like to a browser: text that sticks out of it would be clipped.
const faults = [];
for (const figure of document.querySelectorAll('figure')) {
  const svg = figure.querySelector('svg');
  const box = svg.getBoundingClientRect();
  if (box.width < 200 || box.height < 100) faults.push(figure.id + ' is ' + box.width + ' by ' + box.height);
  if (box.right > innerWidth + 1) faults.push(figure.id + ' is wider than the page');
  const shapes = svg.querySelectorAll('path, rect, line, polygon, circle');
  if (shapes.length < 5) faults.push(figure.id + ' has ' + shapes.length + ' shapes');
  const texts = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim());
  if (texts.length < 5) faults.push(figure.id + ' has ' + texts.length + ' texts');
  const boxes = texts.map(t => t.getBoundingClientRect());
  texts.forEach((text, i) => {
    const t = boxes[i];
    if (t.left < box.left - 1 || t.right > box.right + 1 || t.top < box.top - 1 || t.bottom > box.bottom + 1)
      faults.push(figure.id + ': "' + text.textContent + '" sticks out');
    for (let j = 0; j < i; j++) {
      const u = boxes[j];
      const x = Math.min(t.right, u.right) - Math.max(t.left, u.left);
      const y = Math.min(t.bottom, u.bottom) - Math.max(t.top, u.top);
      if (x > 1 && y > t.height / 2)
        faults.push(figure.id + ': "' + text.textContent + '" is over "' + texts[j].textContent + '"');
    }
    if (getComputedStyle(text).fill === getComputedStyle(document.body).backgroundColor)
      faults.push(figure.id + ': "' + text.textContent + '" has the colour of the page');
  });
}
if (document.documentElement.scrollWidth > innerWidth) faults.push('the page scrolls sideways');
return faults;
