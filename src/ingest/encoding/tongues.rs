//! How languages are written: which letters follow each other, which characters are common.
//!
//! Counted over the messages and the names of countries, languages, currencies and months of
//! translated programs; of a letter those neighbours are here that make up six in seven of all. Only statistics
//! of that kind are kept, and of each script only what tells its encodings apart.

/// How a language is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tongue {
    /// Its tag.
    pub tag: &'static str,
    /// Whether its letters stand among those of ASCII.
    pub latin: bool,
    /// Half bits of how much rarer than the others it is.
    pub prior: u32,
    /// Letters of ASCII that its own words do not have.
    pub rare: &'static str,
    /// For each letter beyond ASCII, between blanks: itself, the ones of ASCII usual before it,
    /// a colon, all usual behind it; `_` is the edge of a word. Without colons only the letters.
    pub letters: &'static str,
}

/// French.
pub(super) const FR: Tongue = Tongue {
    tag: "fr",
    latin: true,
    prior: 0,
    rare: "kw",
    letters: "à_j:_ ácghjklmnprsuwy:_lnprá â_abhilnrty:_cglmnst ãhimnrs:_eo çaenr:aou ècdghilmrt:glmqrst é_dgilmnprstv:_cdeflmprst ê_mnrtu:mt ëabdou:_lrs íacdhlmnrtu:_ans î_adho:_lnt ïaeo:_cdeglmnqrtw ñ_ae:ao ócdilnprty:_no ôchprt:lnt ùco:_ù ú_bdkpry:_abmnr ûdos:_rt ü_bdghmnpt:_aeiknprs œcn:u",
};

/// German.
pub(super) const DE: Tongue = Tongue {
    tag: "de",
    latin: true,
    prior: 0,
    rare: "",
    letters: "ßeiou:_eit ä_fhlmnrstw:cghlnrtu ébchkmnrtuy:_bilmntu ö_hklmnrw:cfgnrstß ü_fgklnrt:bcfghlrst",
};

/// Spanish.
pub(super) const ES: Tongue = Tongue {
    tag: "es",
    latin: true,
    prior: 0,
    rare: "kw",
    letters: "á_ilmnprtv:_bcflmnrst é_cdilmnrtuv:_lnrst í_acdlmnrstuv:_abcdmnorst ñaeio:aeo ócimnrt:_n ú_bglmnprty:_abelmns",
};

/// Portuguese.
pub(super) const PT: Tongue = Tongue {
    tag: "pt",
    latin: true,
    prior: 0,
    rare: "kwy",
    letters: "á_dilmnprstv:_glrstv â_cglmnrtz:mn ãinrst:o çaeinu:aãõ é_bcmnrstv:_dglmrst êcdlmnrtu:_ns í_aclmnrstuv:cdfgmnstv óbclmnprst:_dlnprst ôdlmnpt:dnr õprst:e ú_eimnp:bdlmns",
};

/// Italian.
pub(super) const IT: Tongue = Tongue {
    tag: "it",
    latin: true,
    prior: 0,
    rare: "jkwxy",
    letters: "àrt:_ áglru:_npr è_w:_ ébhlmnrtu:_lns òiru:_ ùint:_",
};

/// Swedish.
pub(super) const SV: Tongue = Tongue {
    tag: "sv",
    latin: true,
    prior: 0,
    rare: "qwz",
    letters: "ä_fjklrstv:glmnrt å_ghlmprtv:_dglnrst ö_fhklrst:dkmnrsv",
};

/// Finnish.
pub(super) const FI: Tongue = Tongue {
    tag: "fi",
    latin: true,
    prior: 0,
    rare: "cqwxz",
    letters: "äjklmnpstv:_ilmnrstyä öklnty:_ijklmnsty š_at:aeiktu žd:_ai",
};

/// Danish.
pub(super) const DA: Tongue = Tongue {
    tag: "da",
    latin: true,
    prior: 0,
    rare: "cqwxz",
    letters: "å_ghlmnprv:_bdelnrs æ_hjklmnrsv:klnrstv é_cdklmrstv:nr ø_fhjklnrst:dgjklnrsvy",
};

/// Icelandic.
pub(super) const IS: Tongue = Tongue {
    tag: "is",
    latin: true,
    prior: 8,
    rare: "cqwz",
    letters: "á_hjlmrt:_agklmnrst æfhlnrstv:gkmnrstð éhrst:_fklrt í_abdklnrstv:_abklnrstð ðairu:_aisuv ó_dgjklmprst:_gklmnrstvð ö_dfgjlmrtv:fglnprð ú_bjklnrst:_abdgklmnrst ýbklns:jlnrstð þ_el:aejryáíúý",
};

/// Catalan.
pub(super) const CA: Tongue = Tongue {
    tag: "ca",
    latin: true,
    prior: 2,
    rare: "kwy",
    letters: "à_cilmnprtv:_cfglmnrt çaenpr:_a è_cdlmnrtu:_dnrst é_bcmrt:_s í_dflmprstuv:_cdfgmnstx ïaeu:dnstu òbcdlmnprst:_dlnprs ói:_ ú_jmnpr:_blmns ügq:eè",
};

/// Dutch.
pub(super) const NL: Tongue = Tongue {
    tag: "nl",
    latin: true,
    prior: 2,
    rare: "",
    letters: "é_behlmrv:_gnsué ëei:_inr ïae:emnst",
};

/// Polish.
pub(super) const PL: Tongue = Tongue {
    tag: "pl",
    latin: true,
    prior: 0,
    rare: "qvx",
    letters: "ógkmprstw:bcdrwłż ąijlntwz:_cdtz ćaiy:_ ęijlnrtwz:_cdkpt ł_adegkosuwyz:_anouyąę ńaeo:_cs ś_ejoy:clrwć ź_ad:_nrwć ż_adeou:_aelnoyą",
};

/// Czech.
pub(super) const CS: Tongue = Tongue {
    tag: "cs",
    latin: true,
    prior: 0,
    rare: "qw",
    letters: "ádklmnrtvz:_dlmnstvz ékmntv:_hm ícjlmnptv:_chklmnst ógkmrz:dn ú_e:dlprstvč ýknv:_cm č_aeinou:_aeikntí ďaeu:_at ědmntv:_djlnrtzř ňaelotuv:_akou ř_optv:aeií š_aeijlnortuv:_eikotí ťhsu:_o ůdklmprstvz:_msv ž_aeoruy:_aeiknáí",
};

/// Slovak.
pub(super) const SK: Tongue = Tongue {
    tag: "sk",
    latin: true,
    prior: 1,
    rare: "qwx",
    letters: "ádklmnrtvz:_clnrstvz ämpv:tzčť ékntv:_hm ícilnprtz:_kmnrstv ódgiklnrt:dgnr ôdkmpv:lstvzž ú_jknrstv:_bcdrstčšť ýkntv:_cm č_aeijnor:aeiknoí ď_aeu:_ao ĺdpt:pňž ľ_ehko:_abknoú ň_adelov:_aou š_aeinouvy:aeikoptíť ťais:_ ž_adeou:adeikní",
};

/// Hungarian.
pub(super) const HU: Tongue = Tongue {
    tag: "hu",
    latin: true,
    prior: 0,
    rare: "qwx",
    letters: "á_dfjlmnrstvz:gjlmnrst é_gklmnrstvz:gklnprst í_cdhklnprstz:mprtv óbdiklmrtz:_bdjklnrst ö_gklrtz:lnrstvz ú_bhmnrstyz:_gjlrstz ü_fklnrsz:gklrtz őbdlnrstz:_bdfklrstvz űfmrtyz:_jknrsvz",
};

/// Romanian.
pub(super) const RO: Tongue = Tongue {
    tag: "ro",
    latin: true,
    prior: 0,
    rare: "kqwy",
    letters: "âcfgmprstv:mnrt î_:n ăclmnprstz:_rt ş_aei:aeitu ţaceinpr:ei",
};

/// Croatian.
pub(super) const HR: Tongue = Tongue {
    tag: "hr",
    latin: true,
    prior: 0,
    rare: "qwxy",
    letters: "ćaeiou:aeiu č_aeiou:aeikn đaeo:aeu š_aeijoru:aeiktč žadeoru:aein",
};

/// Turkish.
pub(super) const TR: Tongue = Tongue {
    tag: "tr",
    latin: true,
    prior: 0,
    rare: "qwx",
    letters: "ç_aeir:_aeilöı ö_bdgy:lnrsz ü_dglmnrsty:_klmnrsyzş ğaeio:eilruı ıdlmnrsty:_klmnryş ş_aeiu:_aeilmtı",
};

/// Lithuanian.
pub(super) const LT: Tongue = Tongue {
    tag: "lt",
    latin: true,
    prior: 0,
    rare: "qwx",
    letters: "ąijklmnrst:_j č_aeinu:i ėbdklmnrt:_jlmst ęblmnrst:_s į_ejlnt:_djkrtv š_aeik:aeikmoprstuvyč ūbcgijkrt:knrstz ųdijklmnrt:_ ž_adu:adeikoruvy",
};

/// Latvian.
pub(super) const LV: Tongue = Tongue {
    tag: "lv",
    latin: true,
    prior: 1,
    rare: "qwxy",
    letters: "ādjklmnprtv:_djklmnrst č_aein:aeiuī ēdlmprstvz:_gjlmrtš ģ_eio:eiē ī_dlnrstz:bdgjkmnstv ķ_eior:aeiē ļaeikt:aiouāšū ņaeitz:aeouāš š_aegkor:_aiouāēīķ ūbgjlrst:dklnrst žadei:aeiouāī",
};

/// Estonian.
pub(super) const ET: Tongue = Tongue {
    tag: "et",
    latin: true,
    prior: 2,
    rare: "cqwxy",
    letters: "äjkmnptv:ehilrsä õ_klpstv:hilnprt öprt:_dnrtö ü_klst:hklmpsü š_ait:aeiou žde:_aei",
};

/// Russian.
pub(super) const RU: Tongue = Tongue {
    tag: "ru",
    latin: false,
    prior: 0,
    rare: "",
    letters: "а_:_вдезйклмнпрстя б_:аеилноруъы в_:_аеиклноъы г_:_аеилору д_:_авеинорсуъ е_:_вдйклмнрст ж_:адеин з_:_авдеимнопруы и_:_везийклмнрстчя й_:_лст к_:_аилорст л_:_аеиноьюя м_:_аеиоуы н_:_аеиноты о_:_бвгдйклмнпрст п_:аеиору р_:_аеиностуы с_:_авеиклоптъя т_:_авеиорсь у_:_вдежклмнпрстчщю ф_:аеилор х_:_авиор ц_:_аеи ч_:аеикн ш_:_авеикн щ_:_аеи ъ_:везклопрстщ ы_:_вейлмптх ь:_знст э_:клмнрстфш ю_:_тчщ я_:_вемнтю ё_:мнрт",
};

/// Ukrainian.
pub(super) const UK: Tongue = Tongue {
    tag: "uk",
    latin: false,
    prior: 2,
    rare: "",
    letters: "а_:_бвгдзйклмнпрстц б_:_аелоруі в_:_аеиноуыі г_:_аелоруі д_:_аежзикнопрсуі е_:_вдзйклмнрст ж_:_аеилноуы з_:_абвдемнопуьі и_:_вйклмнпрстх й_:_лност к_:_аилортуі л_:аеиоуьюяі м_:_абеиоуі н_:_агдеинотуяі о_:_бвгдзклмнпрст п_:аеоруі р_:_аеиностуыэі с_:_аеикоптуьяі т_:_аеиноруьі у_:_авдклмнпрстчє ф_:аеоруі х_:_аеоуі ц_:аецыьяі ч_:аеинуыэі ш_:_аеикнотучыі щ_:аеоу ы_:_бвзклмнрстхцчя ь_:_кнося э_:_гдйклмнрстч ю_:_вртцчє я_:_вдзкмнрт ё_:_вгдкмнрсў є_:_дкмнтю і_:_авдзйклмнрстчя ї_:_лнт ў_:_вдклнст",
};

/// Serbian.
pub(super) const SR: Tongue = Tongue {
    tag: "sr",
    latin: false,
    prior: 6,
    rare: "",
    letters: "а_:_вдзклмнртчјњ б_:аеилору в_:аеинорљ г_:_аеилору д_:_аеинору е_:_вдзклмнпрстшњ ж_:аеин з_:_абвеилноу и_:_взклмнрстцчј к_:_аеиорсу л_:_аеино м_:_аеио н_:_аеиосу о_:_бвгдклмнпрстј п_:аеиору р_:_аеиносу с_:_аеиклнпт т_:_аеиору у_:_вгдклмнпрстчјћ ф_:_аеиору х_:_аеиот ц_:_аеир ч_:аеикну ш_:аеикнтћ ђ_:аеиу ј_:_аеисту љ_:аеику њ_:аеу ћ_:аеиу џ_:аеио",
};

/// Greek.
pub(super) const EL: Tongue = Tongue {
    tag: "el",
    latin: false,
    prior: 0,
    rare: "",
    letters: "ά_:_γδζθκλμνρςστφ έ_:αγθκλμνξπρςστχ ή_:_θκμνρςστ ί_:_αγδεζηλμνορστω α_:_γδθικλμνπρςστφ β_:άέίαεηιλορ γ_:ήίαγεηικμνορχω δ_:ίαεηιορυ ε_:_ίγικλμνξπρςστυ ζ_:άήαεηιοωό η_:_θκμνρςστ θ_:έήαεηιμουω ι_:_αδεηκλμνορστ κ_:_άέήαεηιλορτυό λ_:_άέήίαεηιλουωό μ_:άέαβεηιμοπό ν_:_άαδεηιοτωό ξ_:έαεηιοτυω ο_:_γδθικλμνπρςστυύ π_:άαεηιλορτό ρ_:άέίαγεηιμοτυχωό ς:_ σ_:_ίαεηικμοτυω τ_:άήαεηιορυωό υ_:_αγθκλμνπρςστχ φ_:άέήίαεηθιορωό χ_:ήίαεηθινορωόώ ψ_:αεηιο ω_:_γδμνρστ ϊ:_αβκλντό ό_:_γλμνπρςστχ ύ_:_εθλμνοπρςστ ώ_:_θμνρστ",
};

/// Hebrew.
pub(super) const HE: Tongue =
    Tongue {
        tag: "he", latin: false, prior: 0, rare: "", letters: "אבגדהוזחטיךכלםמןנסעףפץצקרשת"
    };

/// Arabic.
pub(super) const AR: Tongue = Tongue {
    tag: "ar",
    latin: false,
    prior: 0,
    rare: "",
    letters: "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي",
};

/// Thai.
pub(super) const TH: Tongue = Tongue {
    tag: "th",
    latin: false,
    prior: 0,
    rare: "",
    letters: "กขคงจฉชซญฐณดตถทธนบปผพฟภมยรลวศษสหอฮะัาำิีึืุูเแโใไๆ็่้์",
};

/// Chinese characters of the mainland, the most common ones first.
pub(super) const HANS: &str = "的价数量用南件西额度时值州文不中出最无口号收大率江在重法成地交期名单行类份盘电人水有北东海河危广气个间上户为字位内小目是要安告一入长指元别错警源日符定器址使压新进高销流型误速产信苏格余风低门站金山式选失标宁温京华支午黄湖业青银病跌涨油序前表务息建库动置下称项区码语开发空换现则对理能可证合请到输服编结来态列效处主以省状作和代录里路生或次点容于设运连存备消问级示已计本向据集未确规明端机马注利国体求算分程将事卡包访描取原说例手参平岛都距议协校公吉藏总步离资接死美台击古米客白月周就引市模天林订深年除沙四摘扫心福命汉星汇麦染严欧黑均蒙质制民张降诊王易济过澳币没眠夏学漏费政品甘津湾净城港疆龙武洞季木睡香幅亡川贵血房云徽杭投毒庆浓阳辽财杨司李团肃玉浙陈陕铜售圳污院医炭煤湿税券股沈刘肉猪豆票攻郑厦赵显被加提令配组正了后如败密部索所认更多打关果应子系查并同持图需签键版您变创读尔必写从当改此操记解删象钥复统拉软含须亚义者否只默这找节达非许函移档启转斯它该会回执略方串段外第块自克其工限检获性任之允始特印通但知超属条全识径归与匹而色比载准止头调像束装退经链意每忽共相按析尼试化缺布排少权视至保整线面域修等由给范何展返题缓围页基缩得窗完冲志因阿带择巴验书询锁替宽添闭纳太隔罗扩供终跳起环助实触送仅且构导德素常具管仓禁群联维放预远兰搜话清两丁句临偏也跟二边控缀瓦坏及员些辑述译约补旧功断形立言框突样盖先直留储映然恢继音道受弃普尾待即萨塞响角覆初反续右菜境踪他递左停科切根损异塔见真们钮强套秒报哈";

/// Chinese characters of Taiwan, the most common ones first.
pub(super) const HANT: &str = "的數價用量中交度位最金號新水額台臺定檔值名出成單元無式不使資南電北率口氣案時目法指重入類在件連證有期行要容警國份備產錯稱盤人高收本字總速東戶民個品誤風站投溫券午區病油格程選訊動者開為設合大是失支間項型來內一示下取發生上空列器語小態體則庫編狀進標機代輸告序別次明服等義規主源地轉比利原接址向確伺基級馬以計日註意效壓化離說作到蘭描消平可例匯或流文協美報已運測差公銷存覽業步訂事月距未餘星林擊瀏心低歐年摘嚴隆埠門幣學漏筆校掃易均降能客眠診質市防益花港洞費木華嘉睡黃淨苗香死河亡季川銀宜栗園竹雲彰惡屏澎湖桃雄蓮縣漲醫毒司院汙濕江跌火股染濃攻雨牆除顯錄分於引將提組和結符表令沒模如後前版建更對料正過鍵變置碼敗所預會加執立啟果理包鑰亞參了讀被請多寫否子這解需工應記物得此移從您非串第至同套視換端相路系略並索只找徑方關拉自圖之含回簽援處統修刪安印裝命部性準其頭當塊傳與始制息像群複密該色改而爾按面任載整封完窗忽線束斯併查克知每現籤全必長製配及點但外影檢停尼縮欄擇由條範特限共信少屬何須止排驗它段清遠許尋寬手域試通經算快增暫放供題保軟巴求控憑析頁譯西達樣因允衝識尾權圍具章函給替太追先缺羅送功隔境做白里阿實常音島閉儲兩超搜補蹤維素邊棄鈕網鎖布終留顏他述跳卡覆納管憶起突直底二切尚損右且異即依強你附";

/// Syllables of Korean, the most common ones first.
pub(super) const HANGUL: &str = "수지이기시다가니자전도대일사인량정고로경용오원최을습소명출서에비거리위유주스트종입는금온를하구합목문음단없분드제래상보산남격북의중은파요적세번류체화코러어속방저할각매값해프압부심력점충강등바울형탐회액평균측박천풍한버행면설션성호않동환미터아조내태있연그간계공포진확만건으발생옵름운역함치병실관규토순작존패후향표모투크칙달데콜날락차교먼객짜급침나벤월율김판년식률망걸험잔학악품혈광벽농키된업디되여들라열못블과개메변록레료령야테잘브필렉마우장했타현복재무읽너안추본와베커반십당결항더었또르려때알임색선줄페절랜접럼른능칼참카검처덱퍼준았백템증법끝새밋초텍신티든두예링클게램택져쓰활영배같널숫됨찾국플렬권근집삭쓸축림릴딩올것닙젝룹쪽허범째청통따볼턴약석잭헤외별꾸런젯슬언루컨롤폴받길됩완뒤암및불글케맞말막쿼까듈창노립피될셸네돌빠";

/// Kanji of Japanese, the most common ones first.
pub(super) const KANJI: &str = "数定気名用高山出値使最行日時島大要金指中文力合度量入前温取分表者語重不示字知報効検番警水列長道川岡福藤内式無位所設終新変明一小間失引単号圧生成正作本敗種形類書期告月人必平価込後更上電情対付年部会均地除木社午都風崎奈宮城賀神愛京実銀佐田口客売輸信場動在型関存問先有可読加始置子当別状再利態削代送回鍵能認計常了元証異容区和向古外開体配連点件規替庫域象刻注格来備続手比断同説安接残化義渡消低北見得照換速理曜東考事辺降原横静群岐複称危険則台測米良宛限青学訪品香円感観半海広四三費担現死屋攻撃制方岩天県歌根住為協野千兵滋富阜媛亡葉門玉徳井沖栃阪馬石潟血児流梨林埼森鳥熊茨鹿摘曇秋縄眠札橋幌晴鈴校院歩仙額氏店雪心柄ド湿銘買睡顧伊戸病株染村遮商拍ル府濃舗浜雨油産的発以全性切含目空準共下参算画約選索択識致署標保囲視覧返解受記演範持追処法集国通確張個起自構予初属拡適完求止非像際意想縮応項結権整順命機暗割移許端素他幅色待令未多進違決境特操次果言秒装序互各既";
