//! How much like a written language the same bytes are in each encoding.
//!
//! The words of a sample, each once, are decoded in every candidate. A text costs bits: few where
//! letters are those of one language and stand where it has them, many for what no one writes (a
//! capital inside a word, a currency between letters, a rare character). The candidate of the
//! least bits is the likeliest. All candidates are on one scale, so that Chinese in two bytes a
//! character can be told from Russian in one.
//!
//! Contract: costs do not depend on how often a word comes, nor on its place. A sample without
//! bytes beyond ASCII has no words and costs nothing anywhere.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "costs of some hundred bits each, of the words of a sample"
)]

use super::tongues::*;
use super::{Encoding, decode_all};

/// What a candidate's texts are written with.
#[derive(Clone, Copy, Debug)]
enum Script {
    /// Letters of one of these languages.
    Letters(&'static [Tongue]),
    /// Characters of this tag; the common ones in order.
    Characters(&'static str, &'static str),
}

const WEST: &[Tongue] = &[DE, FR, ES, PT, IT, SV, FI, DA, IS, CA, NL];
const CENTRAL: &[Tongue] = &[PL, CS, SK, HU, RO, HR, DE];
const BALTIC: &[Tongue] = &[LT, LV, ET];
const CYRILLIC: &[Tongue] = &[RU, UK, SR];

/// Encodings in half bits of how much rarer than the first they are, and what they hold. Among
/// those that read the same the first is taken.
#[rustfmt::skip]
const CANDIDATES: &[(Encoding, u32, Script)] = &[
    (Encoding::Windows1252, 0, Script::Letters(WEST)),
    (Encoding::Cp932, 0, Script::Characters("ja", KANJI)),
    (Encoding::EucJp, 6, Script::Characters("ja", KANJI)),
    (Encoding::Gb18030, 4, Script::Characters("zh-Hans", HANS)),
    (Encoding::Big5, 4, Script::Characters("zh-Hant", HANT)),
    (Encoding::EucKr, 4, Script::Characters("ko", HANGUL)),
    (Encoding::Windows1251, 4, Script::Letters(CYRILLIC)),
    (Encoding::Windows1250, 6, Script::Letters(CENTRAL)),
    (Encoding::Windows1253, 6, Script::Letters(&[EL])),
    (Encoding::Windows1254, 6, Script::Letters(&[TR])),
    (Encoding::Windows1257, 8, Script::Letters(BALTIC)),
    (Encoding::Windows874, 8, Script::Letters(&[TH])),
    (Encoding::Windows1255, 8, Script::Letters(&[HE])),
    (Encoding::Windows1256, 8, Script::Letters(&[AR])),
    (Encoding::Koi8R, 10, Script::Letters(CYRILLIC)),
    (Encoding::Koi8U, 14, Script::Letters(CYRILLIC)),
    (Encoding::Ibm866, 10, Script::Letters(CYRILLIC)),
    (Encoding::Iso8859R2, 10, Script::Letters(CENTRAL)),
    (Encoding::Iso8859R7, 10, Script::Letters(&[EL])),
    (Encoding::Iso8859R15, 12, Script::Letters(WEST)),
    (Encoding::Macintosh, 18, Script::Letters(WEST)),
    (Encoding::Iso8859R5, 16, Script::Letters(CYRILLIC)),
    (Encoding::MacCyrillic, 16, Script::Letters(CYRILLIC)),
    (Encoding::Iso8859R13, 16, Script::Letters(BALTIC)),
    (Encoding::Iso8859R4, 16, Script::Letters(BALTIC)),
];

/// Bytes of words that are weighed.
const WEIGHED_BYTES: usize = 1_536;

/// A candidate on the scale.
#[derive(Clone, Debug)]
pub(super) struct Weight {
    pub encoding: Encoding,
    /// Half bits.
    pub cost: u32,
    /// Tag of the language.
    pub tag: &'static str,
    /// Letters or characters that stand as usual in it.
    pub usual: u64,
    /// All that are not ASCII.
    pub of: u64,
    /// The words.
    pub text: String,
}

/// The words with bytes beyond ASCII in a sample, each once.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    bytes: Vec<u8>,
}

impl Words {
    /// Takes whole lines.
    pub fn take(&mut self, lines: &[u8]) {
        // No character of two bytes has one of these for its second.
        for word in lines.split(|byte| *byte < 0x40) {
            // Alone a mark, `Ø` of a mean or `±`, is a word of no language.
            let mark = matches!(word, [0x80..=0xBF | 0xD7 | 0xD8]);
            if mark || word.is_ascii() || self.bytes.len() + word.len() > WEIGHED_BYTES {
                continue;
            }
            if self.bytes.split(|byte| *byte == b'\n').all(|known| known != word) {
                self.bytes.extend_from_slice(word);
                self.bytes.push(b'\n');
            }
        }
    }

    /// The words as an encoding reads them.
    pub fn read(&self, encoding: Encoding) -> Option<String> {
        String::from_utf8(decode_all(encoding, &self.bytes)?).ok()
    }

    /// The candidates whose readings differ, likeliest first; those that no one can read are left out.
    pub fn weigh(&self) -> Vec<Weight> {
        let mut found: Vec<Weight> = Vec::new();
        for (encoding, prior, script) in CANDIDATES {
            let Some(text) = self.read(*encoding) else { continue };
            if found.iter().any(|before| before.text == text) {
                continue;
            }
            let Some(weight) = weight(*encoding, *prior, *script, text) else { continue };
            let place = found.iter().position(|other| other.cost > weight.cost);
            found.insert(place.unwrap_or(found.len()), weight);
        }
        found
    }
}

fn weight(encoding: Encoding, prior: u32, script: Script, text: String) -> Option<Weight> {
    let Sum { costs, tag, usual, of } = match script {
        Script::Characters(tag, common) => of_characters(&text, tag, common),
        Script::Letters(tongues) => {
            let sums: Vec<Sum> = tongues.iter().map(|tongue| of_letters(&text, tongue)).collect();
            let mut best = sums.iter().min_by_key(|sum| sum.costs.iter().sum::<u32>())?.clone();
            // Names of another language may stand between.
            for sum in &sums {
                for (cost, other) in best.costs.iter_mut().zip(&sum.costs) {
                    *cost = (*cost).min(other + bits::OTHER_TONGUE);
                }
            }
            best
        }
    };
    let cost = prior + costs.iter().sum::<u32>();
    Some(Weight { encoding, cost, tag, usual, of, text })
}

/// What a text costs in one language.
#[derive(Clone, Debug)]
struct Sum {
    /// Of each word, and of what the language itself costs.
    costs: Vec<u32>,
    tag: &'static str,
    usual: u64,
    of: u64,
}

/// One letter of a tongue, its neighbours in ASCII before it and all behind it.
type Entry<'a> = (char, &'a str, &'a str);

/// Costs in half bits, by what stands where.
mod bits {
    pub const LETTER: u32 = 7;
    pub const USUAL: u32 = 1;
    pub const LOOSE: u32 = 3;
    pub const UNUSUAL: u32 = 9;
    pub const FOREIGN: u32 = 26;
    pub const IN_WORD: u32 = 16;
    pub const CAPITAL_IN_WORD: u32 = 20;
    pub const OTHER_SCRIPT: u32 = 12;
    pub const RARE: u32 = 6;
    pub const OTHER_TONGUE: u32 = 8;
    pub const NOTHING: u32 = 60;
}

/// What a sign costs behind another character (`_` for none).
fn sign(c: char, before: char) -> u32 {
    let alone = match c {
        '€' | '£' | '°' | '’' | '–' => 6,
        '\u{a0}' | '¥' | '§' | '²' | '³' | 'µ' | '·' | '«' | '»' | '—' | '…' | '‘' | '“' | '”'
        | '„' | '•' | '№' | '±' | '©' | '®' | '™' | 'º' | 'ª' | '¿' | '¡' | '×' => {
            10
        }
        '\u{80}'..='\u{9f}' | '\u{fffd}' | '\u{e000}'..='\u{f8ff}' => return bits::NOTHING,
        _ => 28,
    };
    let fits = match c {
        _ if before == '_' => true,
        '²' | '³' => matches!(before, 'm' | 't'),
        'º' => before == 'n',
        '°' => false,
        _ => matches!(c, '’' | '–' | '\u{a0}' | '»' | '”' | '“' | '·'),
    };
    // An ordinal is one of a number.
    alone
        + if fits {
            0
        } else if c == 'º' {
            bits::IN_WORD
        } else {
            bits::IN_WORD / 2
        }
}

fn of_letters(text: &str, tongue: &Tongue) -> Sum {
    let loose = !tongue.letters.contains(':');
    let entries: Vec<Entry<'_>> = if loose {
        tongue.letters.chars().map(|c| (c, "", "")).collect()
    } else {
        let entry = |entry: &'static str| {
            let letter = entry.chars().next()?;
            let (before, behind) = entry.get(letter.len_utf8()..)?.split_once(':')?;
            Some((letter, before, behind))
        };
        tongue.letters.split(' ').filter_map(entry).collect()
    };
    let entry = |c: char| entries.iter().find(|entry| entry.0 == c);
    let mut sum = Sum { costs: Vec::new(), tag: tongue.tag, usual: 0, of: 0 };
    let mut cost = tongue.prior;
    // Folded, as written.
    let (mut before, mut before_raw) = ('_', '\n');
    for raw in text.chars() {
        let c = match raw {
            'A'..='Z' | 'a'..='z' => raw.to_ascii_lowercase(),
            _ if raw.is_ascii() => '_',
            _ => raw.to_lowercase().next().unwrap_or(raw),
        };
        // Of those Unicode has some among the letters.
        let is_sign = !c.is_ascii()
            && (matches!(c, 'µ' | 'º' | 'ª') || (entry(c).is_none() && !c.is_alphabetic()));
        sum.of += u64::from(!c.is_ascii());
        if is_sign {
            cost += sign(c, before);
            sum.usual += u64::from(sign(c, '_') <= 10);
            let apart = before != '_' && matches!(c, '’' | '·' | '\u{a0}');
            (before, before_raw) = (if apart { '_' } else { c }, raw);
            continue;
        }
        if tongue.rare.contains(c) {
            cost += bits::RARE;
        }
        if c.is_ascii() && before.is_ascii() {
            if raw == '\n' {
                sum.costs.push(std::mem::take(&mut cost));
            }
            (before, before_raw) = (c, raw);
            continue;
        }
        let (of_before, of_c) = (entry(before), entry(c));
        if !c.is_ascii() {
            cost += if of_c.is_some() { bits::LETTER } else { bits::FOREIGN };
        }
        let usual = loose
            || match (of_before, of_c) {
                (Some((_, _, behind)), _) => behind.contains(c),
                (None, Some((_, front, _))) => front.contains(before),
                (None, None) => c == '_',
            };
        // A sign in front of a letter.
        let opens = matches!(before, '«' | '“' | '„' | '‘' | '’' | '¿' | '¡' | '№' | 'µ')
            || (before == '°' && matches!(raw, 'C' | 'F'));
        let usual = usual || (opens && of_c.is_some_and(|(_, front, _)| front.contains('_')));
        cost += if before.is_ascii() || before.is_alphabetic() || of_before.is_some() || opens {
            match (loose, usual) {
                (true, _) => bits::LOOSE,
                (_, true) => bits::USUAL,
                _ => bits::UNUSUAL,
            }
        } else if c.is_alphabetic() {
            bits::IN_WORD
        } else {
            0
        };
        sum.usual += u64::from(of_c.is_some() && usual);
        if before_raw.is_lowercase() && raw.is_uppercase() {
            cost += bits::CAPITAL_IN_WORD;
        }
        // Vowels of Thai stand on a consonant.
        if matches!(c, '\u{e31}' | '\u{e34}'..='\u{e3a}') && !('ก'..='ฮ').contains(&before) {
            cost += bits::CAPITAL_IN_WORD;
        }
        let both = (c.is_ascii_alphabetic() && of_before.is_some())
            || (before.is_ascii_alphabetic() && of_c.is_some());
        if both && !tongue.latin {
            cost += bits::OTHER_SCRIPT;
        }
        if raw == '\n' {
            sum.costs.push(std::mem::take(&mut cost));
        }
        (before, before_raw) = (c, raw);
    }
    sum
}

fn of_characters(text: &str, tag: &'static str, common: &str) -> Sum {
    let mut sum = Sum { costs: Vec::new(), tag, usual: 0, of: 0 };
    let mut bill = 0;
    // Characters beyond ASCII side by side, and what stood in front of them.
    let (mut run, mut front, mut half, mut before) = (0, '\n', false, '\n');
    for c in text.chars() {
        let before = std::mem::replace(&mut before, c);
        if c.is_ascii() {
            // A lone character that touches a letter, as in `Today’s` read as Japanese.
            if run == 1 {
                bill += if half { 10 } else { 0 };
                bill += bits::OTHER_SCRIPT
                    * (u32::from(front.is_ascii_alphabetic()) + u32::from(c.is_ascii_alphabetic()));
            }
            (run, front) = (0, c);
            if c == '\n' {
                sum.costs.push(std::mem::take(&mut bill));
            }
            continue;
        }
        run += 1;
        half = ('｡'..='ﾟ').contains(&c);
        sum.of += 1;
        let rank = common.chars().position(|known| known == c);
        let cost = match (rank, c) {
            (Some(rank), _) => match rank {
                0..60 => 13,
                60..200 => 16,
                _ => 19,
            },
            (_, 'ぁ'..='ヿ') if tag == "ja" => 11,
            // Voiced marks stand behind what can be voiced.
            (_, 'ﾞ' | 'ﾟ') if tag == "ja" => match before {
                'ｳ' | 'ｶ'..='ﾄ' | 'ﾊ'..='ﾎ' => 6,
                _ => 28,
            },
            (_, 'ｦ'..='ﾝ') if tag == "ja" => 13,
            (_, '｡'..='･') if tag == "ja" => 20,
            (_, '\u{3000}'..='〟' | '！'..='～' | '℃' | '￥') => 18,
            (_, '가'..='힣') if tag == "ko" => 28,
            (_, '\u{4e00}'..='\u{9fff}') if tag == "ja" => 30,
            (_, '\u{4e00}'..='\u{9fff}') if tag != "ko" => 32,
            (
                _,
                'ぁ'..='ヿ' | '①'..='⑳' | '■' | '□' | '▲' | '△' | '▼' | '○' | '●' | '※' | '→' | '~',
            ) => 24,
            (_, '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\u{80}'..='\u{9f}') => bits::NOTHING,
            _ => 42,
        };
        bill += cost;
        sum.usual += u64::from(cost <= 19);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::super::detect;
    use super::super::tests::encode;
    use super::*;

    /// Headers and cells as people have them, a few words each: the reading is the right one, and
    /// nothing is asked.
    #[test]
    fn few_words_are_enough() {
        #[rustfmt::skip]
        let cases: &[(&[Encoding], &[&str])] = &[
            (&[Encoding::Gb18030], &["日期,收盘价", "时间,规则,来源", "日期,气温", "日期,销量", "名称", "交易日期,开盘价(元),最高价(元),最低价(元),收盘价(元),成交量(股)", "监测时间,站点,PM2.5浓度,首要污染物", "记账日期,支出金额,收入金额,余额,对方账户", "时间,挖矿木马,暴力破解,弱口令", "上证指数,沪深300,创业板", "门店,品类,营业额", "北京,上海,广州,深圳", "体重", "水库名称,库水位(米),蓄水量(百万方)", "门店,客流量,客单价,毛利率", "时段,在线人数,峰值", "用户名,登录失败,封禁", "记录时间,温湿度,照度(lx)", "贷款余额,存款准备金率"]),
            (&[Encoding::Big5], &["日期,收盤價", "交易日期,成交股數,開盤價,漲跌價差", "時間,測站,雨量", "年月,出口總額", "名稱,數值", "民國113年1月", "縣市別,人口數,戶數", "臺北市,新北市,高雄市", "日期,最高電價,備轉容量率", "水庫,蓄水率", "事件,等級,惡意程式", "用戶名稱,登入失敗,封鎖", "記帳日,支出,存入,結餘,備註"]),
            (&[Encoding::EucKr], &["날짜,종가", "일시,지점,기온(°C),강수량(mm)", "일자,시가,고가,저가,종가,거래량", "연도,수출액", "거래일시,적요,출금액,입금액,잔액", "시간,탐지명,출발지", "측정일시,미세먼지,초미세먼지,오존", "서울,부산,대구", "2024년 1월 1일", "확진자,사망자,격리해제", "체중", "점포,객단가,방문객", "사용자,로그인실패,차단", "대출잔액,예금금리"]),
            (&[Encoding::Windows1251, Encoding::Koi8R, Encoding::Ibm866], &["Дата,Цена закрытия", "Дата и время;Температура;Влажность", "ДАТА;ЦЕНА;ОБЪЁМ", "Год,Месяц,Объем продаж", "Время,Событие,Уровень,Источник", "Дата операции;Сумма;Остаток;Назначение платежа", "Станция,Расход воды,Уровень", "Москва;Санкт-Петербург;Казань", "Дата,Открытие,Макс.,Мин.,Изм. %", "Критический;Предупреждение", "Дата;Ціна;Кількість", "Час;Подія;Рівень", "Датум;Цена;Количина", "Дата;Цена;Количество;Стойност", "Иванов;Петров;Сидоренко", "Уровень воды;Осадки;Температура воздуха", "Закрытие;Открытие;Максимум;Минимум;Объём торгов", "Рівень води;Опади"]),
            (&[Encoding::Windows1250, Encoding::Iso8859R2], &["Dzień;Poziom wody w Łodzi (średnio)", "Data;Kurs zamknięcia;Wolumen obrotu", "Miesiąc;Wartość", "Data księgowania;Kwota;Saldo po operacji;Tytuł", "Wysokość;Szerokość;Zużycie energii", "Źródło;Zdarzenie;Użytkownik", "Kraków;Łódź;Poznań;Wrocław", "Ilość", "Datum;Závěrečná cena", "Datum;Počet", "Množství;Částka;Zůstatek", "Den;Průměr;Měsíc", "Žilina;Košice;Prešov", "Výška hladiny;Ľudia", "Dátum;Záróár", "Időpont;Hőmérséklet", "Dátum;Összeg;Egyenleg;Közlemény", "Idő;Érték", "Mennyiség;Vízállás;Győr", "Űrtartalom;Sűrűség", "Data;Preţ;Cantităţi", "Staţie;Temperatură", "Mjesečna potrošnja;Šibenik;Zadužnica", "Čas;Količina;Višina vode", "Država;Število", "Vízszint;Csapadék;Légnyomás"]),
            (&[Encoding::Windows1253, Encoding::Iso8859R7], &["Ημερομηνία,Τιμή", "Ημ/νία;Κλείσιμο;Όγκος", "Ώρα;Θερμοκρασία", "ΗΜΕΡΟΜΗΝΙΑ;ΤΙΜΗ", "Ποσό;Υπόλοιπο;Αιτιολογία", "Σταθμός;Βροχή", "Αθήνα;Θεσσαλονίκη", "Έτος", "Στάθμη νερού;Βροχόπτωση"]),
            (&[Encoding::Windows1254], &["Tarih;Şimdi;Açılış;Yüksek;Düşük;Fark %", "Tarih;Sıcaklık", "Ağustos;İstanbul", "Gün;Satış", "Tarih;Açıklama;Tutar", "Su seviyesi;Yağış;Basınç"]),
            (&[Encoding::Windows1257], &["Mėnuo;Suma;Likutis;Paskirtis ąžuolas", "Datums;Cena;Apjoms;Kopējā vērtība", "Mēnesis;Gads;Rīga;Daugavpils;Jūrmala", "Stacija;Gaisa temperatūra;Ūdens līmenis", "Šiauliai;Klaipėda;Panevėžys", "Kuupäev;Väärtus;Õhutemperatuur", "Reikšmė", "Ūdens līmenis;Nokrišņi"]),
            (&[Encoding::Windows874], &["วันที่,ราคาปิด", "วันที่,เวลา,อุณหภูมิ", "เดือน,ยอดขาย", "จังหวัด,ปริมาณน้ำฝน"]),
            (&[Encoding::Windows1255], &["תאריך,מחיר סגירה", "שעה,טמפרטורה"]),
            (&[Encoding::Windows1256], &["التاريخ,سعر الإغلاق", "الوقت,درجة الحرارة", "الشهر,المبيعات"]),
            (&[Encoding::Windows1252], &["Datum;Eröffn.;Schluß", "Zürich,Genève,São Paulo", "Today’s price", "‘quoted’ – it’s, don’t", "price in €", "Último,Máxima,Mínima", "Ação;Preço", "£5", "Þór Ásgeirsson, Ýmir, æði", "20°C", "café", "Fecha;Precio;Variación", "Año;Mes;Día", "Hora;Petición;Tamaño", "Fecha de operación;Descripción;Importe (€)", "Heure;Température (°C);Humidité", "Date d'opération;Libellé;Débit;Crédit", "Número;Período;Evolução", "Data;Hora;Situação", "Città;Quantità;Età", "Data;Velocità;Perché", "Tid;Värde;Mängd", "Lufttemperatur;Kvalitet;Nederbörd;Åre", "Päivämäärä;Hinta;Määrä", "Dato;Beløb;Saldo;Tekst på kontoudtog", "Tidspunkt;Nedbør;Målestasjon", "Dagsetning;Verð;Hæð", "Größe;Höhe;Maßstab", "GRÖSSE;HÖHE;STRASSE", "Straße", "Menge;Übertrag;Fälligkeit", "Länge (m);Fläche (m²);Ø Preis", "Relevé;Forêt;Hôtel", "DÉBIT;CRÉDIT", "L’heure;Événement", "Número de pasajeros;Línea;Estación;Niño", "Señal;Contraseña", "Données;Numéro;Mesuré à", "œuvre;cœur", "Dämpfung ±3 dB", "Trésorerie – année", "10 µg/m³", "Zeit;Störung;Gerät", "München;Köln;Düsseldorf", "Mañana;Año", "Evènement;Sévérité", "Reëel;Geïnd;Coördinaat", "Preu;Població;Mitjà", "Müller;García;Lefèvre;Sørensen;Åkesson;João", "Genève;Zürich;Málaga;Besançon;Århus", "Crème brûlée;Käse;Jalapeño", "Schlüssel;Schließung;Übergrößen;Rückläufer;Böen", "Hôtes;Évaluation;Naïf;Août", "Niveau d’eau;Température de l’air;Pluviométrie", "Nível da água;Precipitação;Estação", "Nivel del embalse;Precipitación", "Vattennivå;Väderstation", "Vandstand;Målested;Lufttryk i højden", "Sykkelturer på søndag", "Vedenkorkeus;Sää;Lämpötila"]),
            (&[Encoding::Cp932, Encoding::EucJp], &["日付,終値", "日付,終値,始値,高値,安値,出来高,前日比", "2021年7月14日,\"17,223.0\",▲1.75%", "データコード,ひらがな", "価格", "時刻,サーバ,ソース表示", "年月,売上高,客数", "観測所,降水量,平均気温", "検知日時,重要度,検知名", "東京,大阪,名古屋", "取引日,摘要,お支払金額,お預り金額,差引残高", "体重", "件数", "店舗,来客数,客単価", "利用者名,ログイン失敗,遮断", "預金残高,貸出金利"]),
        ];
        let table = "\n2024-01-01;1,5\n2024-01-02;1,6\n";
        for (encodings, texts) in cases {
            for &encoding in *encodings {
                for text in *texts {
                    let standard = encoding_rs::Encoding::for_label(encoding.label().as_bytes());
                    // Not all letters are in all encodings.
                    if standard.unwrap().encode(text).2 {
                        continue;
                    }
                    let bytes = encode(encoding, &format!("{text}{table}"));
                    let guess = detect([bytes.as_slice()]);
                    let read = decode_all(guess.encoding, &bytes).unwrap();
                    let want = decode_all(encoding, &bytes).unwrap();
                    assert_eq!(
                        String::from_utf8(read),
                        String::from_utf8(want),
                        "{text} {guess:?}"
                    );
                    assert!(guess.rivals.is_empty(), "{} {text}: {guess:?}", encoding.name());
                }
            }
        }
    }

    /// Too little to tell: the right one is among those that are asked about.
    #[test]
    fn what_reads_well_in_several_is_asked_about() {
        #[rustfmt::skip]
        let cases = [
            (Encoding::Windows1250, "Čas;Hodnota"), (Encoding::Windows1250, "Datum;Količina;Cijena"), (Encoding::Windows1250, "Judeţ;Oraş;Valoare"), (Encoding::Windows1254, "Değer"),
            (Encoding::Windows1257, "Laikas;Temperatūra"), (Encoding::EucKr, "값"), (Encoding::Koi8R, "шт."), (Encoding::Windows874, "ราคา"), (Encoding::Windows1253, "Αξία"), (Encoding::Iso8859R2, "Dátum;Záverečná cena;Množstvo"),
        ];
        for (encoding, text) in cases {
            let bytes = encode(encoding, &format!("{text}\n2024-01-01;1,5\n"));
            let guess = detect([bytes.as_slice()]);
            let reads =
                |rival: &Encoding| decode_all(*rival, &bytes) == decode_all(encoding, &bytes);
            assert!(guess.rivals.len() > 1 && guess.rivals.iter().any(reads), "{text} {guess:?}");
        }
    }

    #[test]
    fn how_often_words_come_changes_nothing() {
        let once = encode(Encoding::Windows1251, "Дата;Цена закрытия\n");
        let mut words = [Words::default(), Words::default()];
        words[0].take(&once);
        words[1].take(&once.repeat(90));
        assert_eq!(words[0].bytes, words[1].bytes);
        assert!(Words::default().weigh().iter().all(|weight| weight.of == 0));
    }
}
