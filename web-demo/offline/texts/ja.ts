import type { OfflineTexts } from "./type.js";

export const ja: OfflineTexts = {
  language: "ja",

  title: "Keyseal：鍵と証明書要求の作成",
  badge: "オフラインファイル：ネットワーク不要",
  tasks: "作業",
  make: "証明書要求を作成",
  check: "証明書要求を検査",
  about: "このファイルについて",
  languageLabel: "言語",
  footer: "`{file}`、バージョン {version}。",
  footerLink: "信頼する前にこのファイルを確認してください",

  "about.lead":
    "すべてがこの1つのファイルに入っています。鍵を作成する前に、公開されたファイルと同じものであることを確認してください。",
  "about.published": "公開されたファイルですか？",
  "about.publishedWhy":
    "ページは自分自身を保証できません。改ざんされたファイルは、どんなフィンガープリントでも表示できます。そのため、オペレーティングシステムに計算させ、別の入手元（たとえば別のコンピューター）で得た公開値と比較してください。",
  "about.run": "このファイルのあるフォルダーで、お使いのシステムの行を実行します。",
  "about.compare":
    "結果を、リリース {version} のSHA256SUMS にある `{file}` の行と比較します。64文字すべてが一致しなければなりません。",
  "about.signature": "SHA256SUMS には署名があります。署名も確認するには：",
  "about.inside": "内容",
  "about.version": "バージョン",
  "about.module": "WebAssemblyモジュール",
  "about.moduleHelp": "起動のたびに確認されます。同じモジュールがホスト版とコマンドラインツールにも入っています。",
  "about.network": "ネットワーク",
  "about.networkText":
    "使用しません。ファイル自身のセキュリティポリシー（CSP）が要求を遮断します。確実を期すなら、ケーブルを抜いてください。",
  "about.storage": "保存領域",
  "about.storageText": "使用しません。ページを閉じると、保存していないものはすべて消えます。",
  "about.auditor": "監査する方へ",
  "about.auditorItems":
    "head の最初の要素がセキュリティポリシーです。そのハッシュは、唯一のスクリプトと唯一のスタイル要素を対象とします。\nスクリプトは読める形です。ワーカーとモジュールはその下のデータブロックにあり、モジュールは base64 です。両方のハッシュはスクリプト内のリテラルです。\nタグ付きのソースから `make dist` を実行すると、このファイルがビット単位で同一に得られます。MANIFEST.json にコンパイラーとライブラリーのバージョンがあります。\n乱数はワーカー内の `crypto.getRandomValues` だけから得ます。健全性テストに失敗した場合は何も作成されません。",
};
