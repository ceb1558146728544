/** The look of the few pages that stand outside the built ones: they must show when nothing else can. */
export const css = `:root{color-scheme:light dark;--canvas:#f1f5f4;--surface:#fff;--text:#14252b;--text-2:#3c4f55;--line:#d2dcda;--accent:#14545f;--on-accent:#fff;--focus:#b45a00}
@media (prefers-color-scheme:dark){:root{--canvas:#0e191c;--surface:#152428;--text:#e4eded;--text-2:#b7c6c8;--line:#2a3c41;--accent:#7fc6cd;--on-accent:#06262b;--focus:#ffb454}}
body{margin:0;background:var(--canvas);color:var(--text);font:1rem/1.625 "PingFang SC","Microsoft YaHei","Noto Sans SC",system-ui,sans-serif}
main{box-sizing:border-box;width:min(32rem,100% - 2rem);margin:15vh auto 0;padding:1.5rem;background:var(--surface);border:1px solid var(--line);border-radius:10px}
h1{font-size:1.25rem;line-height:1.75rem;font-weight:600;margin:0 0 .5rem}
p{margin:0 0 1rem;color:var(--text-2)}
.number{font-weight:600;color:var(--text);overflow-wrap:anywhere}
a{display:block;padding:.625rem 1rem;border-radius:6px;background:var(--accent);color:var(--on-accent);text-align:center;text-decoration:none}
a:focus-visible{outline:3px solid var(--focus);outline-offset:2px}`
