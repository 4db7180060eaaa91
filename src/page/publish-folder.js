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
  const base = address ? `${address.replace(/\/+$/, "")}/` : "https://example.org/path/";
  const there = code({ ...about, folder: base });
  const fence = (text, kind = "html") => `\`\`\`${kind}\n${text}\n\`\`\``;
  const markdown = (text) => text.replace(/[\\`*_[\]<>{}]/g, "\\$&");
  const ja = language === "ja";
  const s = (en, japanese) => (ja ? japanese : en);
  const beside = code(about);
  const iframe = fence(beside.iframe);
  const template = (text) => text.replace(/[`$\\]/g, "\\$&");
  const hosted = fence(there.iframe);
  const image = fence(`![${markdown(sentence)}](${stem}/${stem}.png)`, "markdown");
  const sections = [
    [s("Plain HTML", "普通の HTML"), s(`Put the folder \`${stem}\` beside the page, and paste:`, `フォルダー \`${stem}\` をページと同じ場所に置き、次を貼り付けます。`), iframe,
      s("Several figures on one page load the program once with the element instead:", "図がいくつもあるページでは、プログラムを一度だけ読み込む要素が使えます。"), fence(beside.component),
      s("Policies: the frame needs `frame-src 'self'`; the element needs `script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'`. Nothing else is asked for.", "Content-Security-Policy：枠には `frame-src 'self'`、要素には `script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'` が必要です。ほかには何も要求しません。")],
    ["WordPress", s("Upload the folder by SFTP or your host's file manager (the media library takes no HTML). Then a block “Custom HTML”. Administrators and editors may paste frames, on a network of sites only its super administrators; from others the frame is removed: use the picture. Assumed, not tried: on WordPress.com it takes a plan that allows plugins.", "フォルダーは SFTP かサーバーのファイル管理で置きます（メディアライブラリは HTML を受け付けません）。次に「カスタム HTML」ブロックへ貼り付けます。枠を貼れるのは管理者と編集者、マルチサイトでは特権管理者だけです。ほかの人が貼ると枠は消えるので、画像を使ってください。WordPress.com ではプラグインの使えるプランが要るはずです（未確認）。"), hosted],
    ["Ghost", s("Host the folder anywhere else: Ghost keeps no HTML files as pages. Assumed, not tried: a card “HTML” keeps what is pasted as it is:", "フォルダーは別の場所に置きます（Ghost は HTML ファイルをページとして預かりません）。次に「HTML」カードへ貼り付けます。貼り付けたものはそのまま残るはずです（未確認）。"), hosted],
    ["Hugo", s(`Put the folder into \`static/\` (Hugo publishes no HTML that lies in a page's bundle, since 0.123). Save the lines as \`layouts/shortcodes/${stem}.html\`, and write \`{{< ${stem} >}}\` in the post: that needs no setting, where HTML in Markdown needs \`markup.goldmark.renderer.unsafe = true\`.`, `フォルダーを \`static/\` に置きます（0.123 以降の Hugo は、ページバンドルの中の HTML を公開しません）。次の行を \`layouts/shortcodes/${stem}.html\` に保存し、記事に \`{{< ${stem} >}}\` と書きます。設定は要りません（Markdown に HTML を直接書くには \`markup.goldmark.renderer.unsafe = true\` が必要です）。`), fence(code({ ...about, folder: `{{ \`${stem}/\` | relURL }}` }).iframe)],
    ["Jekyll", s("Put the folder into `assets/`, and paste with an empty line before and after:", "フォルダーを `assets/` に置き、前後を空行にして貼り付けます。"), fence(code({ ...about, folder: `{{ '/assets/${stem}/' | relative_url }}` }).iframe)],
    ["Quarto", s(`Put the folder beside the document, write \`resources: ["${stem}/**"]\` into the document's head, and paste the lines below (assumed, not tried):`, `フォルダーを文書と同じ場所に置き、文書の先頭に \`resources: ["${stem}/**"]\` と書いて、次を貼り付けます（動作は未確認です）。`), `\`\`\`\`markdown\n\`\`\`{=html}\n${beside.iframe}\n\`\`\`\n\`\`\`\``],
    ["Observable", s("Framework: put the folder beside the page. It copies no file that only a frame names, so it is named by a block of JavaScript:", "Framework ではフォルダーをページと同じ場所に置きます。枠だけが指すファイルはコピーされないので、JavaScript のブロックで指定します。"), fence(`display(html\`${template(beside.frame).replace(`${template(escaped(`${stem}/`))}index.html`, `\${FileAttachment("${stem}/index.html").href}`)}\`)`, "js"), s("Notebook: host the folder, and", "ノートブックでは別の場所に置き、"), fence(`html\`${template(there.frame)}\``, "js")],
    ["Notion", s("Takes no HTML. Host the folder, type `/embed`, and paste the address. Assumed, not tried: it is shown where the host lets others frame it:", "HTML は使えません。フォルダーを置いた場所の URL を `/embed` に貼り付けます。枠での表示を拒まないサーバーなら表示されるはずです（未確認）。"), fence(`${base}index.html${about.form === "chart" ? "#chart" : ""}`, "")],
    ["note.com", s("Takes no HTML and no frames. Upload the picture, with the sentence as its description, and the link to the figure; pasted on a line of its own it becomes a card with the picture. Assumed, not tried: the card is made when the address can be reached.", "HTML も枠も使えません。画像をアップロードし、代替テキストに文を入れ、図へのリンクを添えてください。URL だけの行は、画像つきのカードになるはずです（未確認）。"), fence(`${base}index.html`, "")],
    [s("Hatena Blog", "はてなブログ"), s("Host the folder (it stores no HTML files). In “HTML edit”, or in Markdown. Assumed, not tried: frames of any host stay.", "フォルダーは別の場所に置きます（HTML ファイルは預かりません）。「HTML編集」か Markdown で貼り付けます。どのサーバーの枠も残るはずです（未確認）。"), hosted],
    [s("Where only pictures go", "画像しか使えない場所"), image],
  ];
  const list = [
    ["index.html", s("the figure; opens by itself, without a network", "図。単独で、ネットワークがなくても開けます")],
    [`${stem}.png`, s("its picture", "図の画像")],
    [`${stem}-card.png`, s("what link previews show", "リンクのプレビュー用の画像")],
    [`${stem}.svg`, s("the picture, with real text", "文字が文字のままの画像")],
    [`${stem}.csv`, s("the numbers, period by period", "期間ごとの数値")],
    [`${stem}.figure.json`, s("the figure without its program, for the element", "要素 `<comove-figure>` のための、プログラムを除いた図")],
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
