(function () {
  "use strict";
  var wanted = new URLSearchParams(location.search).get("theme");
  if (wanted === "dark" || wanted === "light") document.documentElement.dataset.theme = wanted;

  var data = JSON.parse(document.getElementById("data").textContent);
  var dashes = [[], [7, 4], [2, 3], [10, 4, 2, 4], [4, 2], [1, 2]];
  var charts = [];

  function css(name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); }
  function colour(i) { return css("--c" + (i % 6 + 1)); }
  function width(el) { return Math.max(260, el.clientWidth); }
  function height(el) { return Math.round(Math.min(380, Math.max(240, el.clientWidth * 0.42))); }

  function short(v) {
    if (v == null) return "–";
    var a = Math.abs(v);
    if (a >= 1e6) return +(v / 1e6).toFixed(1) + " M";
    if (a >= 1e4) return +(v / 1e3).toFixed(1) + " k";
    return String(+v.toFixed(a < 10 ? 1 : 0));
  }
  function ms(v) {
    if (v == null) return "–";
    if (v >= 1000) return +(v / 1000).toPrecision(3) + " s";
    return +v.toPrecision(3) + " ms";
  }
  function clock(v) {
    if (v == null) return "–";
    return v < 120 ? v + " s" : Math.floor(v / 60) + ":" + String(Math.round(v % 60)).padStart(2, "0");
  }

  /* Shades the windows of faults and names each by its letter; lanes keep overlapping letters apart. */
  function bands(u) {
    var ctx = u.ctx, box = u.bbox, px = devicePixelRatio || 1;
    ctx.save();
    ctx.beginPath();
    ctx.rect(box.left, box.top, box.width, box.height);
    ctx.clip();
    if (data.warmup > 0) {
      ctx.fillStyle = css("--quiet");
      ctx.fillRect(box.left, box.top, u.valToPos(data.warmup, "x", true) - box.left, box.height);
    }
    data.faults.forEach(function (f) {
      if (f.from == null) return;
      var x0 = u.valToPos(f.from, "x", true);
      var x1 = u.valToPos(f.to == null ? data.seconds : f.to, "x", true);
      ctx.fillStyle = css("--band");
      ctx.fillRect(x0, box.top, Math.max(px, x1 - x0), box.height);
      ctx.strokeStyle = css("--band-edge");
      ctx.lineWidth = px;
      ctx.setLineDash(f.kind === "message" ? [2 * px, 3 * px] : []);
      ctx.strokeRect(x0, box.top - 2, Math.max(px, x1 - x0), box.height + 4);
    });
    ctx.setLineDash([]);
    var ends = [];
    data.faults.forEach(function (f) {
      if (f.from == null) return;
      var x = u.valToPos(f.from, "x", true) + 4 * px, lane = 0;
      while (ends[lane] > x) lane++;
      ends[lane] = x + 16 * px;
      ctx.fillStyle = css("--ink");
      ctx.font = "600 " + 12 * px + "px system-ui, sans-serif";
      ctx.textAlign = "left";
      ctx.fillText(f.letter, x, box.top + (15 + lane * 15) * px);
    });
    ctx.restore();
  }

  function axis(more) {
    return Object.assign({
      stroke: css("--soft"), font: "12px system-ui, sans-serif", labelFont: "12px system-ui, sans-serif",
      grid: { stroke: css("--grid"), width: 1 }, ticks: { stroke: css("--grid"), width: 1 }
    }, more);
  }
  function line(label, i, more) {
    return Object.assign({ label: label, stroke: colour(i), width: 1.8, dash: dashes[i % dashes.length], points: { show: false } }, more);
  }
  function time(extra) {
    return axis(Object.assign({ values: function (u, v) { return v.map(clock); }, space: 64 }, extra));
  }

  function chart(id, build) {
    var el = document.getElementById(id);
    if (!el) return null;
    var entry = { el: el, plot: null, draw: function () {
      if (entry.plot) entry.plot.destroy();
      el.textContent = "";
      var spec = build();
      var o = Object.assign({ width: width(el), height: height(el), cursor: { y: false, drag: { x: true, y: false } } }, spec.options);
      entry.plot = new uPlot(o, spec.data, el);
    } };
    charts.push(entry);
    entry.draw();
    return entry;
  }

  function overTime(series, unit, y, scale, values) {
    return { options: {
      scales: { x: { time: false, range: [0, data.seconds] }, y: scale },
      axes: [time(), axis({ size: 56, ticks: { show: false }, values: function (u, v) { return v.map(y); } })],
      series: [{ label: "time", value: function (u, v) { return clock(v); } }].concat(series),
      hooks: { drawClear: [bands] }
    }, data: values };
  }
  function fromZero(u, min, max) { return [0, max > 0 ? max * 1.08 : 1]; }

  chart("rates", function () {
    var names = ["scheduled", "acknowledged", "completed"];
    var of = [data.rates.scheduled, data.rates.acknowledged, data.rates.completed];
    var perSecond = function (u, v) { return v == null ? "–" : short(v) + "/s"; };
    var series = names.map(function (n, i) {
      return line(n, i === 0 ? 4 : i - 1, { value: perSecond, dash: i === 0 ? [5, 4] : i === 1 ? [] : [7, 3], width: i === 0 ? 1.4 : 1.8 });
    });
    return overTime(series, "/s", short, { range: fromZero }, [data.x].concat(of));
  });

  chart("lag", function () {
    var series = data.lag.map(function (g, i) { return line(g.group, i, { value: function (u, v) { return short(v); } }); });
    return overTime(series, "", short, { range: fromZero }, [data.x].concat(data.lag.map(function (g) { return g.lag; })));
  });

  var stage = data.latency.length ? data.latency[data.latency.length - 1].stage : "";
  var latency = chart("latency", function () {
    var of = data.latency.find(function (s) { return s.stage === stage; });
    if (!of) return { options: { series: [{}] }, data: [[]] };
    var series = ["p50", "p99", "max"].map(function (n, i) { return line(n, i === 2 ? 4 : i, { value: function (u, v) { return ms(v); }, spanGaps: false, dash: i === 2 ? [3, 3] : i === 1 ? [7, 3] : [] }); });
    return overTime(series, "ms", ms, { distr: 3, range: decades }, [data.x, of.p50, of.p99, of.max]);
  });
  document.querySelectorAll("input[name=stage]").forEach(function (input) {
    input.addEventListener("change", function () { stage = input.value; if (latency) latency.draw(); });
  });
  function decades(u, min, max) {
    if (!(min > 0)) min = 0.1;
    if (!(max > min)) max = min * 10;
    return [Math.pow(10, Math.floor(Math.log10(min))), Math.pow(10, Math.ceil(Math.log10(max * 1.05)))];
  }

  chart("curve", function () {
    var tables = data.curves.map(function (c) { return [c.x, c.ms]; });
    var joined = tables.length ? uPlot.join(tables) : [[]];
    var series = data.curves.map(function (c, i) { return line(c.stage, i, { spanGaps: true, value: function (u, v) { return ms(v); } }); });
    return { options: {
      padding: [null, 34, null, null], // the last label is wider than half a step
      scales: { x: { time: false, distr: 3 }, y: { distr: 3, range: decades } },
      axes: [
        axis({ splits: function (u) { var all = u.width < 520 ? [10, 100, 1000, 1e4, 1e5, 1e6] : u.width < 1100 ? [1, 10, 100, 1000, 1e4, 1e5, 1e6] : [1, 2, 10, 100, 1000, 1e4, 1e5, 1e6];
          return all.filter(function (v) { return v <= u.scales.x.max * 1.01; }); },
          values: function (u, v) { return v.map(function (x) { return u.width < 520 ? percentile(x).replace(" %", "") : percentile(x); }); }, filter: function (u, v) { return v; }, space: 30 }),
        axis({ size: 56, ticks: { show: false }, values: function (u, v) { return v.map(ms); } })],
      series: [{ label: "percentile", value: function (u, v) { return v == null ? "–" : percentile(v); } }].concat(series)
    }, data: joined };
  });
  function percentile(inverse) {
    var p = 100 * (1 - 1 / inverse);
    return (inverse >= 100 ? p.toFixed(Math.max(0, Math.ceil(Math.log10(inverse)) - 2)) : p.toFixed(0)) + " %";
  }

  function redraw() { charts.forEach(function (c) { c.draw(); }); }
  var pending = 0, last = innerWidth;
  addEventListener("resize", function () {
    if (innerWidth === last) return;
    last = innerWidth;
    clearTimeout(pending);
    pending = setTimeout(redraw, 120);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
})();
