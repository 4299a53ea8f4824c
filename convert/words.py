"""The words that pubconvert itself writes into a book, by language."""

from __future__ import annotations

KEYS = (
    "imprint",
    "colophon",
    "cover",
    "title-page",
    "contents",
    "published",
    "updated",
    "site",
    "source",
    "rights",
    "licence",
    "publisher",
    "summary",
    "image",
    "image-credit",
    "notes",
    "untitled",
    "colon",
    "comma",
    "done",
    "todo",
    "info",
    "note",
    "tip",
    "success",
    "warning",
    "danger",
    "tab",
    "details",
)
"""What each word is for, in the order of the columns below."""

TABLE = {
    "en": "About this text|Credits and rights|Cover|Title page|Contents|Published|Updated|Site|Source|"
    "Rights|Licence|Publisher|Summary|Image|Picture credit|Notes|Untitled|: |, |"
    "done|to do|Info|Note|Tip|Success|Warning|Danger|Tab|Details",
    "zh": "本文信息|署名与版权|封面|书名页|目录|发布日期|更新日期|网站|原文链接|"
    "权利声明|许可协议|出版者|摘要|图|图片来源|注释|无题|：|、|"
    "已完成|未完成|提示|说明|技巧|成功|警告|危险|选项|详情",
    "zh-hant": "本文資訊|署名與版權|封面|書名頁|目錄|發佈日期|更新日期|網站|原文連結|"
    "權利聲明|授權條款|出版者|摘要|圖|圖片來源|註釋|無題|：|、|"
    "已完成|未完成|提示|說明|技巧|成功|警告|危險|選項|詳情",
    "ja": "この文書について|クレジットと権利|表紙|扉|目次|公開日|更新日|サイト|出典|"
    "権利表示|ライセンス|発行者|要旨|図|画像|注|無題|：|、|"
    "済|未了|情報|注記|ヒント|成功|警告|危険|タブ|詳細",
    "ko": "이 글에 대하여|저작자와 권리|표지|표제지|차례|게시일|수정일|사이트|출처|"
    "권리|라이선스|발행처|요약|그림|그림 출처|주석|제목 없음|: |, |"
    "완료|미완료|정보|참고|도움말|성공|경고|위험|탭|자세히",
    "fr": "À propos de ce texte|Crédits et droits|Couverture|Page de titre|Table des matières|Publié|Mis à jour|"
    "Site|Source|Droits|Licence|Éditeur|Résumé|Image|Crédit photo|Notes|Sans titre|\u00a0: |, |"
    "fait|à faire|Info|Note|Conseil|Succès|Avertissement|Danger|Onglet|Détails",
    "de": "Zu diesem Text|Urheber und Rechte|Umschlag|Titelseite|Inhalt|Veröffentlicht|Aktualisiert|Website|"
    "Quelle|Rechte|Lizenz|Verlag|Zusammenfassung|Bild|Bildnachweis|Anmerkungen|Ohne Titel|: |, |"
    "erledigt|offen|Info|Hinweis|Tipp|Erfolg|Warnung|Gefahr|Reiter|Einzelheiten",
    "es": "Sobre este texto|Créditos y derechos|Cubierta|Portada|Índice|Publicado|Actualizado|Sitio|Fuente|"
    "Derechos|Licencia|Editorial|Resumen|Imagen|Créditos de imagen|Notas|Sin título|: |, |"
    "hecho|por hacer|Información|Nota|Consejo|Éxito|Advertencia|Peligro|Pestaña|Detalles",
    "ru": "Об этом тексте|Авторы и права|Обложка|Титульный лист|Содержание|Опубликовано|Обновлено|Сайт|"
    "Источник|Права|Лицензия|Издатель|Аннотация|Рисунок|Источник рисунка|Примечания|Без названия|: |, |"
    "сделано|не сделано|Сведения|Примечание|Совет|Успех|Внимание|Опасно|Вкладка|Подробнее",
    "ar": "عن هذا النص|المساهمون والحقوق|الغلاف|صفحة العنوان|المحتويات|تاريخ النشر|تاريخ التحديث|الموقع|"
    "المصدر|الحقوق|الترخيص|الناشر|الملخص|صورة|مصدر الصورة|الهوامش|بلا عنوان|: |، |"
    "تم|لم يتم|معلومة|ملاحظة|نصيحة|نجاح|تحذير|خطر|تبويب|تفاصيل",
}
"""One line of words for each language, parted by bars."""

MORE_ROLES = {
    "ja": {"aut": "著者", "trl": "訳者", "edt": "編集", "ill": "挿絵", "pht": "写真", "ctb": "寄稿"},
    "ko": {"aut": "지은이", "trl": "옮긴이", "edt": "편집", "ill": "그림", "pht": "사진", "ctb": "기고"},
    "fr": {"aut": "Auteur", "trl": "Traducteur", "edt": "Responsable éditorial", "ill": "Illustrateur",
           "pht": "Photographe", "ctb": "Contributeur"},
    "de": {"aut": "Autor", "trl": "Übersetzer", "edt": "Redaktion", "ill": "Illustration",
           "pht": "Foto", "ctb": "Mitwirkende"},
    "es": {"aut": "Autor", "trl": "Traductor", "edt": "Editor", "ill": "Ilustrador",
           "pht": "Fotógrafo", "ctb": "Colaborador"},
    "ru": {"aut": "Автор", "trl": "Переводчик", "edt": "Редактор", "ill": "Иллюстратор",
           "pht": "Фотограф", "ctb": "Участник"},
    "ar": {"aut": "المؤلف", "trl": "المترجم", "edt": "المحرر", "ill": "الرسام",
           "pht": "المصور", "ctb": "المساهم"},
}  # fmt: skip

ROLES = {
    **MORE_ROLES,
    "en": {
        "aut": "Author", "cre": "Creator", "trl": "Translator", "edt": "Editor", "ill": "Illustrator",
        "pht": "Photographer", "art": "Artist", "com": "Compiler", "ctb": "Contributor",
        "pbl": "Publisher", "cph": "Copyright holder", "dst": "Distributor", "aui": "Author of introduction",
        "pfr": "Proofreader", "red": "Redaktor", "rev": "Reviewer", "ive": "Interviewee", "ivr": "Interviewer",
        "dsr": "Designer", "vdg": "Videographer", "res": "Researcher", "rpt": "Reporter", "pbd": "Publishing director",
        "prd": "Production personnel", "ant": "Bibliographic antecedent", "col": "Collector", "spk": "Speaker",
        "own": "Owner", "spn": "Sponsor", "bkp": "Book producer", "cov": "Cover designer", "isb": "Issuing body",
        "rsp": "Respondent", "dtc": "Data contributor", "asn": "Associated name", "oth": "Other",
        "cmt": "Compositor", "pdr": "Project director", "rcd": "Recordist",
    },
    "zh": {
        "aut": "作者", "cre": "创作者", "trl": "译者", "edt": "编辑", "ill": "插图", "pht": "摄影",
        "art": "美术", "com": "整理", "ctb": "供稿", "pbl": "出版", "cph": "版权所有", "dst": "发布",
        "pfr": "校对", "red": "责编", "rev": "审核", "ive": "受访者", "ivr": "采访", "dsr": "设计",
        "vdg": "视频", "res": "研究", "rpt": "记者", "pbd": "监制", "prd": "运营", "ant": "原作者",
        "col": "收集", "spk": "口述", "own": "所有者", "spn": "赞助", "cov": "封面设计", "isb": "出品",
        "dtc": "数据", "asn": "相关人", "oth": "其他",
        "cmt": "排版", "pdr": "统筹", "rcd": "录音",
    },
}  # fmt: skip
"""MARC relator code -> its label."""
