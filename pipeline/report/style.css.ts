/** The page's only style sheet. Colours are never the only carrier of a meaning: every tag has its words. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1b2430;--soft-ink:#586271;--paper:#fff;--panel:#f5f7f9;--line:#d3d9e0;--strong:#8b97a5;--accent:#1d4e80;--mark:#fff6d6;
--s1:#56606d;--s2:#245a8d;--s3:#7d6000;--s4:#a84300;--s5:#a01621}
@media (prefers-color-scheme:dark){:root{--ink:#e3e7ec;--soft-ink:#a0abb8;--paper:#13171c;--panel:#1b2128;--line:#343d48;--strong:#6d7986;--accent:#8fbbe8;--mark:#1b2d40;
--s1:#aab4c0;--s2:#86b8e8;--s3:#dcbc55;--s4:#f2a06a;--s5:#ff8f8f}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0 auto;max-width:72rem;padding:1rem 1.5rem 3rem;background:var(--paper);color:var(--ink);font:15px/1.65 "Noto Sans CJK SC","Source Han Sans SC","PingFang SC","HarmonyOS Sans SC","Microsoft YaHei",system-ui,sans-serif;overflow-wrap:anywhere}
#page-lang-en:checked~* [lang=zh],#page-lang-zh:checked~* [lang=en]{display:none}
a{color:var(--accent);text-underline-offset:.15em}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.lang{accent-color:var(--accent);margin:0 .3rem 0 0;vertical-align:-.1em}
.lang+label{margin-right:1rem;font-size:.87rem;cursor:pointer}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.3rem .6rem;z-index:1}
header.front{border-top:3px solid var(--accent);margin-top:.7rem;padding-top:1.1rem}
h1,h2,h3,h4,h5{line-height:1.4;margin:0;font-weight:600}
h1{font:600 1.75rem/1.35 "Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,serif}
h1 .name{display:block;font-size:1.1rem;color:var(--soft-ink);font-weight:500}
h2{font-size:1.2rem;margin:2.4rem 0 .8rem;padding-bottom:.3rem;border-bottom:1px solid var(--strong)}
h3{font-size:1.05rem}
h4{font-size:1rem}
h5{font-size:.82rem;color:var(--soft-ink);margin:0 0 .2rem}
p,ul,ol,dl{margin:.3rem 0}
ul,ol{padding-left:1.3rem}
dl.facts{display:grid;grid-template-columns:fit-content(45%) minmax(0,1fr);gap:.1rem .9rem}
dl.facts dt{color:var(--soft-ink)}
dl.facts dd{margin:0}
.quiet{color:var(--soft-ink)}
.small{font-size:.82rem}
.mono{font:.8rem/1.5 ui-monospace,"DejaVu Sans Mono",Consolas,monospace;word-break:break-all}
.banner{border:1px solid var(--strong);border-left-width:5px;background:var(--panel);padding:.8rem 1.1rem;margin:1.1rem 0;font-weight:500}
.banner p{margin:0}
nav ul{display:flex;flex-wrap:wrap;gap:.1rem 1.2rem;list-style:none;padding:0;font-size:.9rem}
.columns{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:0 2.2rem}
.counts{display:grid;grid-template-columns:2fr 1fr 1.4fr;gap:.4rem 2.2rem}
.counts table{width:auto;min-width:100%}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.87rem;line-height:1.5}
th,td{text-align:left;vertical-align:top;padding:.28rem .55rem;border-bottom:1px solid var(--line)}
thead th{border-bottom-color:var(--strong);color:var(--soft-ink);font-weight:500}
tbody th{font-weight:400}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.t{white-space:nowrap;font-variant-numeric:tabular-nums}
.zero{color:var(--soft-ink)}
.wide{min-width:9rem}
.id{min-width:6.5rem}
.word{min-width:4.2rem}
caption{text-align:left;color:var(--soft-ink);font-size:.87rem;padding-bottom:.3rem}
.tag{display:inline-block;border:1px solid var(--strong);border-radius:2px;padding:0 .45em;font-size:.8rem;line-height:1.55;white-space:nowrap}
.sev{font-weight:600;color:var(--tone);border-color:currentColor}
.s1{--tone:var(--s1)}.s2{--tone:var(--s2)}.s3{--tone:var(--s3)}.s4{--tone:var(--s4)}.s5{--tone:var(--s5)}
.sev.s4{border-width:2px}
.sev.s5{background:var(--tone);color:var(--paper);border-width:2px;border-color:var(--tone)}
.signal{border-style:dashed}
.filter{display:flex;flex-wrap:wrap;gap:.4rem 1.4rem;align-items:end;background:var(--panel);border:1px solid var(--line);padding:.6rem .9rem;margin:.8rem 0}
.filter[hidden]{display:none}
.filter fieldset{border:0;padding:0;margin:0;display:flex;flex-wrap:wrap;gap:.2rem .9rem}
.filter legend,.filter .label{font-size:.82rem;color:var(--soft-ink);padding:0;display:block}
.filter input[type=search]{font:inherit;width:15rem;max-width:100%;padding:.15rem .5rem;background:var(--paper);color:inherit;border:1px solid var(--strong);border-radius:2px}
.filter input[type=checkbox]{accent-color:var(--accent)}
.filter button{font:inherit;font-size:.87rem;background:var(--paper);color:inherit;border:1px solid var(--strong);border-radius:2px;padding:.2rem .7rem;cursor:pointer}
.filter output{font-size:.87rem;color:var(--soft-ink)}
details>summary{cursor:pointer;color:var(--accent);font-size:.9rem;padding:.2rem 0}
.lead{border:1px solid var(--strong);border-left:5px solid var(--tone);margin:1.3rem 0;padding:.9rem 1.1rem}
.lead[hidden],tr[hidden]{display:none}
.lead>h3{display:flex;flex-wrap:wrap;gap:.2rem .8rem;align-items:baseline}
.lead>h3 .sev{font-size:.87rem}
.warning{border-top:1px solid var(--line);margin-top:.9rem;padding-top:.9rem}
.warning:target{background:var(--mark);box-shadow:0 0 0 .5rem var(--mark);outline:2px solid var(--accent);outline-offset:.5rem}
.warning>h4{display:flex;flex-wrap:wrap;gap:.2rem .6rem;align-items:baseline}
.sentence{font-size:1.05rem;margin:.4rem 0 .7rem}
.parts{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:.8rem 2.2rem;margin:.6rem 0}
.parts ul,.parts ol,.parts p{margin:.1rem 0 0}
.block{min-width:0}
.block+.block{margin-top:.7rem}
.clock{list-style:none;padding:0;border-left:2px solid var(--line)}
.clock li{display:flex;gap:1rem;justify-content:space-between;padding:.05rem 0 .05rem .7rem}
.clock b{flex:none;max-width:50%;font-weight:500;font-variant-numeric:tabular-nums;text-align:right}
.note{border-left:3px solid var(--strong);background:var(--panel);padding:.35rem .8rem;margin:.5rem 0;font-size:.9rem}
.long{max-height:14em;overflow:auto}
.explain{border:1px solid var(--strong);padding:.5rem .8rem;margin-top:.8rem}
.explain .room{min-height:3.2em}
.explain .sign{display:flex;flex-wrap:wrap;gap:.2rem 6rem;justify-content:flex-end;padding-right:6rem}
footer{border-top:1px solid var(--strong);margin-top:2.5rem;padding-top:.6rem;font-size:.82rem;color:var(--soft-ink)}
@media screen{.lead{content-visibility:auto;contain-intrinsic-size:auto 60rem}}
@media screen and (max-width:48rem){body{padding:.7rem .8rem 2rem}h1{font-size:1.4rem}.columns,.counts,.parts{grid-template-columns:minmax(0,1fr)}.lead{padding:.7rem .7rem;margin:1rem 0}.explain .sign{padding-right:2rem}.scroll table{min-width:44rem}.scroll table.narrow,.scroll #page-index{min-width:0}
#page-index thead{display:none}#page-index tr:not([hidden]){display:flex;flex-wrap:wrap;gap:0 .6rem;border-bottom:1px solid var(--line);padding:.4rem 0}#page-index td{border:0;padding:.05rem 0}#page-index td.wide{flex-basis:100%}}
@page{size:A4;margin:17mm 15mm;@bottom-center{content:counter(page) " / " counter(pages);font-size:9pt}}
@media print{:root{color-scheme:light;--ink:#000;--soft-ink:#444;--paper:#fff;--panel:#fff;--line:#bbb;--strong:#777;--accent:#000;--mark:#fff;--s1:#333;--s2:#333;--s3:#000;--s4:#000;--s5:#000}
body{font-size:9.5pt;max-width:none;padding:0}.lang,.lang+label,nav,.filter,.skip{display:none!important}a{text-decoration:none}
details::details-content{content-visibility:visible;display:block}.scroll,.long{overflow:visible;max-height:none}table{font-size:8.5pt}.mono{font-size:7.5pt}.id{min-width:4.6rem}.word{min-width:3rem}thead{display:table-header-group}tr,.block,.explain,.note{break-inside:avoid}h2,h3,h4,h5{break-after:avoid}.explain .room{min-height:6em}.sev.s5{background:#fff;color:#000}.parts{gap:.5rem 1.2rem}}
`;
