import type { OfflineTexts } from "./type.js";

export const zhHans: OfflineTexts = {
  language: "zh-Hans",

  title: "Keyseal：生成密钥和证书请求",
  badge: "离线文件：无需网络",
  tasks: "任务",
  make: "生成请求",
  check: "检查请求",
  about: "关于此文件",
  languageLabel: "语言",
  footer: "`{file}`，版本 {version}。",
  footerLink: "信任此文件之前，请先核对",

  "about.lead": "一切都在这一个文件里。用它生成密钥之前，请确认它就是所发布的文件。",
  "about.published": "它是所发布的文件吗？",
  "about.publishedWhy":
    "网页无法为自己作保：被改动的文件可以显示任意指纹。因此请让操作系统计算指纹，并与从其他来源（例如另一台电脑）得到的已发布指纹进行比较。",
  "about.run": "在此文件所在的文件夹中，运行适用于您系统的那一行。",
  "about.compare": "将结果与版本 {version} 的 SHA256SUMS 中 `{file}` 一行比较。64 个字符必须全部相同。",
  "about.signature": "SHA256SUMS 带有签名。如果也要核对签名：",
  "about.inside": "里面有什么",
  "about.version": "版本",
  "about.module": "WebAssembly 模块",
  "about.moduleHelp": "每次启动前都会核对。托管版和命令行工具中是同一个模块。",
  "about.network": "网络",
  "about.networkText": "不使用。文件自身的安全策略（CSP）会阻止请求；要万无一失，请拔掉网线。",
  "about.storage": "存储",
  "about.storageText": "无。关闭页面后，所有未保存的内容都会消失。",
  "about.auditor": "致审计人员",
  "about.auditorItems":
    "head 中的第一个元素是安全策略；其中的哈希覆盖唯一的脚本和唯一的样式元素。\n脚本可读。worker 和模块在其下方的数据块中，模块为 base64；两者的哈希是脚本中的字面量。\n用带标签的源代码运行 `make dist`，可逐位得到此文件。MANIFEST.json 列出了编译器和库的版本。\n随机数只来自 worker 内的 `crypto.getRandomValues`；如果它未通过健康测试，则不会生成任何东西。",
};
