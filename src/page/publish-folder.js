// "Everything for a post": one zip with the figure as index.html, its pictures, its numbers, and a README
// with the lines for the systems that posts are written in.

import { code, escaped } from "./embed-code.js";
import { zip } from "./zip.js";

/** `about`: what code() takes, with `language`, `address` of the folder and the `decimal` of the CSV. */
export async function folder(about, { picture, component }) {
  const { stem, language, address, decimal } = about;
  const [html, png, card, svg, csv, figure, program] = await Promise.all([
    comove.exportAs("html", { language }),
    comove.exportAs("png", picture),
    // What social sites show beside a link: one size that all of them take.
    comove.exportAs("png", { language, width: 1200, height: 630, scale: 1 }),
    comove.exportAs("svg", { ...picture, scale: undefined }),
    comove.exportAs("csv", { decimal }),
    comove.exportAs("figure.json", { language }),
    component(),
  ]);
  const files = [
    ["index.html", tagged(await html.text(), about)],
    [`${stem}.png`, png],
    [`${stem}-card.png`, card],
    [`${stem}.svg`, svg],
    [`${stem}.csv`, csv],
    [`${stem}.figure.json`, figure],
    ["comove-figure.js", program],
    ["README.md", readme({ ...about, page: "index.html", folder: `${stem}/`, address })],
  ];
  return zip(files.map(([name, content]) => [`${stem}/${name}`, content]));
}

/** A figure's page with what social sites read of it. */
export function tagged(html, { stem, title, sentence, address, language }) {
  const base = address && `${address.replace(/\/+$/, "")}/`;
  const image = `${base}${encodeURIComponent(`${stem}-card.png`)}`;
  const properties = {
    "og:type": "article",
    "og:title": title,
    "og:description": sentence,
    "og:image": image,
    "og:image:width": "1200",
    "og:image:height": "630",
    "og:image:alt": sentence,
    "og:locale": { en: "en_GB", ja: "ja_JP" }[language],
    ...(base && { "og:url": base }),
  };
  const named = { "twitter:card": "summary_large_image", "twitter:title": title, "twitter:description": sentence, "twitter:image": image, "twitter:image:alt": sentence };
  const tags = [
    ...Object.entries(properties).map(([name, text]) => `<meta property="${name}" content="${escaped(text)}">`),
    ...Object.entries(named).map(([name, text]) => `<meta name="${name}" content="${escaped(text)}">`),
  ];
  return html.replace("</title>", () => `</title>\n${tags.join("\n")}`);
}

/** The lines to paste, for each system, with what it lets through. */
export function readme(about) {
  const { stem, title, sentence, address, language } = about;
  const lines = code(about);
  const base = address ? `${address.replace(/\/+$/, "")}/` : "https://example.org/path/";
  const there = code({ ...about, folder: base });
  const fence = (text, kind = "html") => `\`\`\`${kind}\n${text}\n\`\`\``;
  const markdown = (text) => text.replace(/[\\`*_[\]<>]/g, "\\$&");
  const ja = language === "ja";
  const s = (en, japanese) => (ja ? japanese : en);
  const iframe = fence(lines.iframe);
  const hosted = fence(there.iframe);
  const image = fence(`![${markdown(sentence)}](${stem}/${stem}.png)`, "markdown");
  const sections = [
    [s("Plain HTML", "普通の HTML"), s(`Put the folder \`${stem}\` beside the page, and paste:`, `フォルダー \`${stem}\` をページと同じ場所に置き、次を貼り付けます。`), iframe,
      s("Several figures on one page load the program once with the element instead:", "図がいくつもあるページでは、プログラムを一度だけ読み込む要素が使えます。"), fence(lines.component),
      s("Policies: the frame needs `frame-src 'self'`; the element needs `script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'`. Nothing else is asked for.", "Content-Security-Policy：枠には `frame-src 'self'`、要素には `script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'` が必要です。ほかには何も要求しません。")],
    ["WordPress", s("Upload the folder by SFTP or your host's file manager (the media library takes no HTML). Then a block “Custom HTML”. Administrators and editors may paste frames; on WordPress.com that needs a plan with plugins, else use the picture.", "フォルダーは SFTP かサーバーのファイル管理で置きます（メディアライブラリは HTML を受け付けません）。次に「カスタム HTML」ブロックへ貼り付けます。枠を貼れるのは管理者と編集者です。WordPress.com ではプラグインの使えるプランが必要で、なければ画像を使ってください。"), hosted],
    ["Ghost", s("Host the folder anywhere (Ghost stores no HTML files). Then a card “HTML”:", "フォルダーは別の場所に置きます（Ghost は HTML ファイルを預かりません）。次に「HTML」カードへ貼り付けます。"), hosted],
    ["Hugo", s(`Put the folder into the page's bundle, or into \`static/\`. Raw HTML in Markdown needs \`markup.goldmark.renderer.unsafe = true\`; without it, save the lines as \`layouts/shortcodes/${stem}.html\` and write \`{{< ${stem} >}}\`.`, `フォルダーをページバンドルか \`static/\` に置きます。Markdown に HTML を直接書くには \`markup.goldmark.renderer.unsafe = true\` が必要です。設定しない場合は、下の行を \`layouts/shortcodes/${stem}.html\` に保存し、\`{{< ${stem} >}}\` と書きます。`), iframe],
    ["Jekyll", s("Put the folder beside the post's output (for example under `assets/`, and its name before the file's). Kramdown lets the lines through, with an empty line before and after.", "フォルダーを `assets/` などに置き、パスを合わせます。前後を空行にすれば、Kramdown はそのまま通します。"), iframe],
    ["Quarto", s("Put the folder beside the document, name it under `resources:` in the document's head, and write:", "フォルダーを文書と同じ場所に置き、文書の先頭の `resources:` に書いて、次を貼り付けます。"), `\`\`\`\`markdown\n\`\`\`{=html}\n${lines.iframe}\n\`\`\`\n\`\`\`\``],
    ["Observable", s("Framework: put the folder under `src/`, and paste into the Markdown page. Notebook: host the folder, and", "Framework では `src/` に置いて Markdown に貼り付けます。ノートブックでは別の場所に置き、"), iframe, fence(`html\`${there.iframe.replace(/[`$\\]/g, "\\$&")}\``, "js")],
    ["Notion", s("Takes no HTML. Host the folder, type `/embed`, and paste the address:", "HTML は使えません。フォルダーを置いた場所の URL を `/embed` に貼り付けます。"), fence(`${base}index.html${about.form === "chart" ? "#chart" : ""}`, "")],
    ["note.com", s("Takes no HTML and no frames. Upload the picture, with the sentence as its description, and the link to the figure; pasted on a line of its own it becomes a card with the picture.", "HTML も枠も使えません。画像をアップロードし、代替テキストに文を入れ、図へのリンクを添えてください。URL だけの行は、画像つきのカードになります。"), fence(`${base}index.html`, "")],
    [s("Hatena Blog", "はてなブログ"), s("Host the folder (it stores no HTML files). In “HTML edit”, or in Markdown:", "フォルダーは別の場所に置きます（HTML ファイルは預かりません）。「HTML編集」か Markdown で貼り付けます。"), hosted],
    [s("Where only pictures go", "画像しか使えない場所"), image],
  ];
  const list = [
    ["index.html", s("the figure; opens by itself, without a network", "図。単独で、ネットワークがなくても開けます")],
    [`${stem}.png`, s("its picture", "図の画像")],
    [`${stem}-card.png`, s("what link previews show", "リンクのプレビュー用の画像")],
    [`${stem}.svg`, s("the picture, with real text", "文字が文字のままの画像")],
    [`${stem}.csv`, s("the numbers, period by period", "期間ごとの数値")],
    [`${stem}.figure.json`, s("the figure without its program, for the element", "要素 <comove-figure> のための、プログラムを除いた図")],
    ["comove-figure.js", s("the element; one serves all figures", "要素のプログラム。図がいくつあってもひとつで足ります")],
  ];
  const previews = address
    ? s(`Link previews point at ${base}.`, `リンクのプレビューは ${base} を指しています。`)
    : s("Link previews: write the whole address of the picture into `og:image` and `twitter:image` in `index.html`; social sites follow no relative one.", "リンクのプレビューのために、`index.html` の `og:image` と `twitter:image` に画像の完全な URL を書いてください。相対パスは読まれません。");
  return [
    `# ${markdown(title)}`,
    markdown(sentence),
    list.map(([name, text]) => `- \`${name}\`: ${text}`).join("\n"),
    previews,
    ...sections.map(([head, ...text]) => `## ${head}\n\n${text.join("\n\n")}`),
    "",
  ].join("\n\n");
}
