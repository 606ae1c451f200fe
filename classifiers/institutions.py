"""Words that name institutions: which kind of body they mean and on which level of government it stands.

``HEADS`` maps a phrase (lower case, words parted by one blank) to ``(kind, level, slug)``. Kinds are the
classes of the masked text; levels are ``p`` (province), ``k`` (regency), ``c`` (city), ``r`` (regency or
city), ``v`` (village) or empty (any); the slug names the duty where the phrase names an agency.
"""

from __future__ import annotations

from classifiers.duties import DUTIES

Head = tuple[str, str, str]

_GOV = {
    "p": "pemprov,pemerintah provinsi,pemerintahan provinsi,pemda provinsi,pemprop,pemerintah propinsi",
    "k": "pemkab,pemerintah kabupaten,pemerintahan kabupaten",
    "c": "pemkot,pemerintah kota,pemko",
    "": "pemda,pemerintah daerah,pemerintahan daerah,pemda setempat,opd,skpd,organisasi perangkat daerah,"
    "perangkat daerah,apbd,apbdp,apbd-p",
    "r": "pemerintah kabupaten/kota,pemda kabupaten",
}
_LEAD = {
    "p": "gubernur,wakil gubernur,wagub,pj gubernur,penjabat gubernur,plt gubernur,pjs gubernur,"
    "plh gubernur,gubernur dan "
    "wakil gubernur,penjabat pj gubernur,pelaksana tugas gubernur",
    "k": "bupati,wakil bupati,wabup,pj bupati,plt bupati,penjabat bupati,plh bupati,bupati dan wakil bupati",
    "c": "wali kota,walikota,wakil wali kota,wakil walikota,wawali,wawako,pj wali kota,pj walikota,"
    "plt wali kota,plt walikota",
    "": "kepala daerah,wakil kepala daerah",
}
_EX = {
    "p": "mantan gubernur,eks gubernur,bekas gubernur,mantan wakil gubernur,mantan wagub,eks wagub",
    "k": "mantan bupati,eks bupati,bekas bupati,mantan wakil bupati",
    "c": "mantan wali kota,mantan walikota,eks wali kota,eks walikota",
    "": "mantan kepala dinas,eks kepala dinas,mantan kadis,eks kadis,mantan pejabat,mantan sekda,"
    "eks sekda,mantan kepala daerah",
}
_CAND = (
    "calon gubernur,cagub,cawagub,calon wakil gubernur,bakal calon gubernur,calon bupati,cabup,"
    "calon wali kota,cawalkot,"
    "calon walikota,bacagub,pilkada,pilgub,pilbup,pilwalkot,pilpres,capres,cawapres,bakal calon,paslon,"
    "caleg,pileg,"
    "calon presiden,calon wakil presiden,pasangan calon,tim sukses,timses,kampanye,gubernur terpilih,"
    "bupati terpilih"
)
_SEKDA = (
    "sekda,sekretaris daerah,pj sekda,plh sekda,plt sekda,asisten pemerintahan,asisten perekonomian,staf ahli"
)
_DPRD = {
    "": "dprd,anggota dprd,ketua dprd,wakil ketua dprd,pimpinan dprd,legislator,anggota dewan,"
    "wakil rakyat,fraksi,pansus,panja,"
    "badan anggaran dprd,banggar,ketua komisi,anggota komisi,komisi a,komisi b,komisi c,komisi d,komisi e,"
    "parlemen,"
    "sekretaris komisi,wakil ketua komisi,ketua fraksi,ketua pansus,dewan perwakilan rakyat daerah,"
    "komisi i,komisi ii,"
    "komisi iii,komisi iv,mantan anggota dprd,eks anggota dprd,komisi 1,komisi 2,komisi 3,komisi 4,"
    "mantan ketua dprd",
    "p": "dprd provinsi",
    "k": "dprd kabupaten,dprk",
    "c": "dprd kota",
}
_DPR = "dpr,dpr ri,anggota dpr,anggota dpr ri,ketua dpr,mpr,mpr ri,dpd ri,dpd,anggota dpd,senator,dewan pusat"
_JUSTICE = (
    "polri,polda,polres,polresta,polrestabes,polsek,kapolda,kapolres,kapolresta,kapolsek,kapolri,"
    "mabes polri,bareskrim,"
    "polisi,kepolisian,penyidik,kejati,kejari,kejaksaan,kejaksaan tinggi,kejaksaan negeri,kejaksaan agung,"
    "kejagung,jaksa,kajari,"
    "kajati,jaksa penuntut umum,jpu,kpk,komisi pemberantasan korupsi,pengadilan,pengadilan negeri,"
    "pengadilan tipikor,"
    "pengadilan tinggi,majelis hakim,hakim,mahkamah agung,mahkamah konstitusi,tni,tni al,tni ad,kodim,"
    "kodam,koramil,lanal,"
    "kpu,bawaslu,kpud,panwaslu,dkpp,ptun,reskrim,satreskrim,ditreskrimsus,ditreskrimum,ditlantas,"
    "satlantas,brimob,lapas,rutan,"
    "babinsa,bhabinkamtibmas,densus 88,polwan,polres metro,polda metro jaya,jaksa agung,tipikor,satgas pangan"
)
_AUDIT = (
    "bpk,bpk ri,badan pemeriksa keuangan,bpkp,ombudsman,ombudsman ri,ombudsman republik indonesia,"
    "komisi informasi,icw,lhp bpk,"
    "auditor bpk,fitra,komnas ham,kpai,komnas perempuan,kasn,laporan hasil pemeriksaan,"
    "indonesia corruption watch"
)
_NATION = (
    "presiden,wakil presiden,wapres,pemerintah pusat,istana,istana negara,menteri,kementerian,"
    "wakil menteri,wamen,menko,"
    "mendagri,kemendagri,menkes,kemenkes,mensos,kemensos,menkeu,kemenkeu,sri mulyani,mendikbud,"
    "kemendikbud,kemendikbudristek,"
    "kemendikdasmen,mendikdasmen,menhub,kemenhub,kementan,mentan,klhk,kemenhut,menteri pupr,"
    "kementerian pupr,kemenpupr,"
    "kementerian pu,kemenag,menag,menaker,kemnaker,kemenaker,kominfo ri,komdigi,kkp,"
    "kementerian kelautan dan perikanan,"
    "kemenparekraf,kemenperin,kemendag,mendag,bappenas,bnpb,bmkg,basarnas,bps,badan pusat statistik,bpom,bkn,"
    "bkkbn,bgn,badan gizi nasional,esdm ri,kementerian esdm,menteri esdm,kementerian atr/bpn,atr/bpn,"
    "prabowo,prabowo subianto,"
    "jokowi,joko widodo,joko widodo jokowi,apbn,satgas covid-19,menkopolhukam,menko marves,luhut,"
    "gibran rakabuming raka,"
    "menteri dalam negeri,menteri kesehatan,menteri keuangan,menteri sosial,menteri perhubungan,"
    "menteri lingkungan hidup,"
    "otorita ikn,presiden prabowo,presiden jokowi,wapres gibran,kemenpan rb,kemenpan-rb,menpan rb,"
    "menpan-rb,ojk,bank indonesia,bi"
)
_STATE_COMPANY = (
    "pertamina,pln,pelindo,pt kai,kai commuter,bulog,telkom,bumn,angkasa pura,garuda indonesia,pt vale,"
    "freeport,bpjs kesehatan,"
    "bpjs ketenagakerjaan,bri,bni,bank mandiri,asdp,hutama karya,waskita,jasa marga,pupuk indonesia,pt inti"
)
_VERTICAL = (
    "bbpjn,bpjn,bbws,bws,balai besar,kanwil,kantor wilayah,bpn,kantor pertanahan,bksda,bptd,ksop,kppn,djp,"
    "djpb,imigrasi,bnn,"
    "bnnp,bnnk,balai jalan,bea cukai,syahbandar,lldikti,balai besar wilayah sungai,"
    "balai pelaksanaan jalan nasional,"
    "balai karantina,karantina,kantor kementerian agama,kemenag kabupaten,taman nasional,gakkum,psdkp,"
    "bandara,bbtnbbs"
)
_UNIVERSITY = (
    "universitas,unila,unhas,ui,ugm,itb,ipb,unpad,undip,unair,institut,guru besar,rektor,dosen,pengamat,"
    "akademisi,pakar,"
    "peneliti,uin,iain,itera,politeknik,stie,pengamat kebijakan publik,pengamat tata kota,pengamat politik"
)
_PARTY = (
    "pdip,pdi perjuangan,pdi-p,golkar,partai golkar,gerindra,partai gerindra,nasdem,partai nasdem,pkb,pks,"
    "partai demokrat,ppp,"
    "psi,partai solidaritas indonesia,perindo,hanura,partai,parpol,dpw,dpc,dpp,dpd partai,pan,"
    "partai amanat nasional,"
    "partai kebangkitan bangsa,partai keadilan sejahtera,koalisi"
)
_VILLAGE = (
    "kepala desa,kades,desa,pemerintah desa,pemdes,pekon,peratin,kepala dusun,kadus,tiyuh,"
    "kepalo tiyuh,kampung,kepala kampung,nagari,perangkat desa,aparatur desa,kantor desa,bpd desa,"
    "ketua rt,ketua rw"
)
_SUBDISTRICT = "lurah,kelurahan,camat,kecamatan,kantor kecamatan,kantor kelurahan,sudin,suku dinas"
_COMPANY = (
    "pt,cv,perusahaan,kontraktor,rekanan,pengembang,developer,pihak swasta,penyedia jasa,investor,manajemen"
)
_CRITIC = (
    "warga,masyarakat,walhi,lbh,aliansi,mahasiswa,hmi,pmii,imm,gmni,bem,massa,pengunjuk rasa,demonstran,"
    "pendemo,lsm,ormas,"
    "aktivis,buruh,pedagang,nelayan,petani,orang tua,wali murid,serikat,koalisi masyarakat,forum,"
    "guru honorer,orang tua siswa,"
    "lembaga bantuan hukum,netizen,warganet,pengguna jalan,pengendara,penumpang,pasien,keluarga pasien,"
    "keluarga korban,korban,"
    "ylki,greenpeace,kontras,penghuni"
)
# Institutions that the law gives to one level (UU 23/2014, annex): bare, they point to a government of that
# level.
_UNITS = {
    "p": "sma negeri,sman,smk negeri,smkn,slb,slbn,samsat,kesamsatan,jalan provinsi,jalan milik provinsi,"
    "kewenangan provinsi,"
    "terminal tipe b,hutan lindung,kph,ump,umk,upah minimum provinsi,lkpj gubernur,apbd provinsi,pergub,"
    "perda provinsi,"
    "kantor gubernur,aset pemprov,smk,sma,ruas provinsi,peraturan gubernur,rumah sakit provinsi,"
    "rsud provinsi",
    "r": "puskesmas,sd negeri,sdn,smp negeri,smpn,jalan kabupaten,jalan kota,pdam,perumda air minum,"
    "posyandu,pasar rakyat,"
    "tk negeri,paud,apbd kabupaten,apbd kota,kantor bupati,balai kota,perbup,perwali,jalan lingkungan,"
    "peraturan bupati,"
    "kantor wali kota,puskesmas pembantu,pustu,tpa",
    "n": "jalan nasional,jalan tol,tol,trans sulawesi,trans sumatera,rsup,madrasah,man,mtsn,"
    "terminal tipe a,proyek strategis "
    "nasional,psn,program mbg,mbg,makan bergizi gratis",
    "": "rsud,rumah sakit umum daerah,rs daerah,upt,uptd,bumd,perumda,perusda,perseroda,asn,pns,jalan rusak",
}


def _put(table: dict[str, Head], names: str, kind: str, level: str = "", slug: str = "") -> None:
    for name in names.split(","):
        if name.strip():
            table[" ".join(name.split())] = (kind, level, slug)


def _agencies(table: dict[str, Head]) -> None:
    for duty in DUTIES:
        if duty.slug in {"gubernur", "wagub"}:
            continue
        kind = {"setda": "SEKDA", "perseroda-sci": "BUMD", "bank-sulselbar": "BUMD"}.get(duty.slug, "OPD")
        for name in duty.names + duty.shorts:
            table[name] = (kind, "", duty.slug)
            if name.startswith(("dinas ", "badan ", "biro ", "satuan ")):
                rest = name.split(" ", 1)[1]
                titles = (
                    "kepala",
                    "kadis",
                    "plt kadis",
                    "plt kepala",
                    "sekretaris",
                    "pegawai",
                    "oknum pegawai",
                )
                for title in titles:
                    table[f"{title} {rest if 'kadis' in title else name}"] = (kind, "", duty.slug)
            else:
                table[f"kepala {name}"] = table[f"kadis {name}"] = (kind, "", duty.slug)
        for short in duty.shorts:
            if short.startswith("dis"):
                table["ka" + short] = (kind, "", duty.slug)


def _build() -> dict[str, Head]:
    table: dict[str, Head] = {}
    _agencies(table)
    for kind, by_level in (("GOV", _GOV), ("HEAD", _LEAD), ("EXHEAD", _EX), ("DPRD", _DPRD)):
        for level, names in by_level.items():
            _put(table, names, kind, level)
    for level, names in _UNITS.items():
        _put(table, names, "UNIT" if level != "n" else "NATION", level if level != "n" else "")
    table["sma"] = table["smk"] = table["sma negeri"] = table["smkn"] = ("UNIT", "p", "disdik")
    plain = {
        "SEKDA": _SEKDA,
        "CAND": _CAND,
        "DPR": _DPR,
        "JUSTICE": _JUSTICE,
        "AUDIT": _AUDIT,
        "NATION": _NATION,
        "STATECO": _STATE_COMPANY,
        "VERTICAL": _VERTICAL,
        "EXPERT": _UNIVERSITY,
        "PARTY": _PARTY,
        "VILLAGE": _VILLAGE,
        "SUBDIST": _SUBDISTRICT,
        "COMPANY": _COMPANY,
        "CRITIC": _CRITIC,
    }
    for kind, names in plain.items():
        _put(table, names, kind)
    for word in ("dinas", "biro", "kadis", "kepala dinas", "kepala badan", "instansi terkait"):
        table[word] = ("OPD", "", "")
    return table


HEADS: dict[str, Head] = _build()
