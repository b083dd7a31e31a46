"""Every list of a grid of plans, as text: run with each tree's Python; compare the outputs."""
import sys, json, hashlib, shutil, tempfile, traceback, itertools
from pathlib import Path
from attitude.database import Workspace
from attitude.plan import Plan
from attitude.settings import Settings
from attitude.target import target, target_together, sweep
import duckdb
_c=duckdb.connect
duckdb.connect=lambda path=':memory:', read_only=False, config=None: _c(path, read_only=read_only, config={'threads':1, **(config or {})})
from attitude.errors import AttitudeError
BASE=Path(sys.argv[-1])  # a scored workspace of the demo, its plan beside it
def merge(a,b):
    out=dict(a)
    for k,v in b.items():
        out[k]=merge(out[k],v) if isinstance(v,dict) and isinstance(out.get(k),dict) else v
    return out
B={'campaign':{'id':'a-camp','product':'voice-family','timing':'daily','starts_on':'2026-12-05','ends_on':'2026-12-12','value_per_response':4.0},
   'offer':[{'channel':'sms','gift':'household','unit_cost':0.05},{'channel':'call','unit_cost':0.9,'capacity':40},{'channel':'email','gift':'points','unit_cost':0.01}],
   'holdout':{'share':0.1},'limits':{'size':150}}
ONE={'offer':[{'channel':'sms','gift':'coupon','unit_cost':0.05}]}
V={
 'plain':{}, 'one':ONE, 'turn':{'choice':{'method':'turn'}}, 'prices':{'choice':{'method':'prices'}},
 'one_small':merge(ONE,{'limits':{'size':20}}), 'one_tiny':merge(ONE,{'limits':{'size':3}}),
 'nosize':{'limits':{}}, 'one_nolimit':merge(ONE,{'limits':{'budget':3}}),
 'budget':{'limits':{'size':150,'budget':20}}, 'stock':{'limits':{'size':150,'channel':{'sms':50},'gift':{'points':30}}},
 'random':merge(ONE,{'choice':{'by':'random'}}), 'arpu':merge(ONE,{'choice':{'by':'arpu'}}), 'arpu3':{'choice':{'by':'arpu::double/3'}},
 'random3':{'choice':{'by':'random','method':'turn'}},
 'explore':merge(ONE,{'explore':{'share':0.2}}), 'explore3':{'explore':{'share':0.3}}, 'explore_turn':{'choice':{'method':'turn'},'explore':{'share':0.3}},
 'explore_budget':{'limits':{'budget':12},'choice':{'method':'turn'},'explore':{'share':0.3}},
 'groups':{'audience':{'group':[{'name':'g1','where':"region is not null",'share':0.5,'limit':40},{'name':'g2','share':0.6,'limit':50},{'name':'g3','responsiveness':[40,100]}]}},
 'groups_min':{'audience':{'group':[{'name':'g1','where':"arpu > 20",'minimum':30},{'name':'g2','minimum':20,'limit':60}]}},
 'groups_nolimit':{'audience':{'group':[{'name':'g1','where':"arpu > 20",'share':0.5},{'name':'g2','attitude':{'product':{'concert':[50,100]}}}]},'choice':{'method':'turn'}},
 'groups_one':merge(ONE,{'audience':{'group':[{'name':'g1','where':"arpu > 20",'share':0.5},{'name':'g2','limit':30}]}}),
 'policy':{'policy':{'all':{'max':1,'days':40}}}, 'policy_house':{'policy':{'sms':{'max':1,'days':60,'per':'household'},'all':{'max':2,'days':90}}},
 'policy_member':{'policy':{'sms':{'max':1,'days':60,'per':'member'},'all':{'max':2,'days':90,'per':'member'}},'limits':{'size':100,'per_household':1}},
 'policy_off':{'policy':{'all':{'max':0,'days':4}}},
 'household':{'limits':{'size':150,'per_household':1}}, 'household_one':merge(ONE,{'limits':{'size':200,'per_household':2}}),
 'full':{'audience':{'where':'arpu >= 10','attitude':{'product':{'voice-family':[40,100]},'channel':{'sms':[20,100]}},'responsiveness':[30,100]},
         'exclude':{'where':"region = 'north'",'responded_to':['2026-11-data-pack'],'contacted_within_days':30,'responded':[{'within_days':60}]},
         'policy':{'sms':{'max':2,'days':60},'call':{'max':1,'days':30}},'limits':{'size':80,'budget':30,'per_household':1}},
 'responded':{'audience':{'responded':[{'within_days':300,'product':'concert'},{'within_days':600}]},'exclude':{'responded':[{'within_days':90,'channel':'sms'}]}},
 'nostart':{'campaign':{'starts_on':None,'ends_on':None}}, 'nostart_policy':{'campaign':{'starts_on':None,'ends_on':None},'policy':{'all':{'max':1,'days':40}}},
 'losing':{'campaign':{'value_per_response':0.01}}, 'nobody':{'audience':{'where':'false'}}, 'noholdout':{'holdout':{'share':0}},
 'salvage':{'offer':[{'channel':'sms','unit_cost':0.05},{'channel':'call','unit_cost':0.9,'capacity':40,'salvage':-1.0}]},
 'send':{'send':{'days':3,'hours':[10,18]},'policy':{'all':{'max':1,'days':30}}},
 'draw':{'holdout':{'share':0.2,'draw':'shared'}}, 'capacity':{'offer':[{'channel':'sms','unit_cost':0.05,'capacity':30},{'channel':'call','unit_cost':0.9,'capacity':20}],'choice':{'method':'turn'},'limits':{}},
 'capacity_explore':{'offer':[{'channel':'sms','unit_cost':0.05,'capacity':30},{'channel':'call','unit_cost':0.9,'capacity':20}],'choice':{'method':'turn'},'limits':{'size':70},'explore':{'share':0.4}},
}
J={
 'j_plain':[{}, {'campaign':{'id':'b-camp','product':'concert','starts_on':'2026-12-06'}}],
 'j_policy':[{'policy':{'all':{'max':1,'days':7}}}, {'campaign':{'id':'b-camp','product':'concert','starts_on':'2026-12-06'}},{'campaign':{'id':'c-camp','product':'data-pack','starts_on':'2026-12-07'},'choice':{'weight':3.0}}],
 'j_house':[{'policy':{'all':{'max':1,'days':7,'per':'household'},'sms':{'max':1,'days':70}},'limits':{'size':90,'per_household':1}}, {'campaign':{'id':'b-camp','product':'concert','starts_on':'2026-12-06'},'limits':{'size':200}}],
 'j_group':[{'policy':{'all':{'max':1,'days':9}},'audience':{'group':[{'name':'g1','where':"arpu > 20",'share':0.8,'limit':60},{'name':'g2','share':0.6,'limit':50}]}}, {'campaign':{'id':'b-camp','product':'concert','starts_on':'2026-12-10'},'exclude':{'where':'arpu < 12'}}],
 'j_one':[merge(ONE,{'policy':{'all':{'max':2,'days':9}}}), merge(ONE,{'campaign':{'id':'b-camp','product':'concert','starts_on':None,'ends_on':None}})],
 'j_two_rounds':[{'policy':{'sms':{'max':1,'days':5},'all':{'max':1,'days':3}},'send':{'days':2}}, {'campaign':{'id':'b-camp','product':'concert','starts_on':'2026-12-08'},'send':{'days':2}},{'campaign':{'id':'c-camp','product':'data-pack','starts_on':'2026-12-10'}},],
}
SETS={'':{}, 'ctl':{'control':{'share':0.1}}, 'shared':{'shared':{'budget':20.0,'channel':{'call':30}}}, 'tz':{'send':{'timezone':'Asia/Shanghai'}}}
TABLES=["store.lists","store.list_treatments","store.list_members","store.list_funnel","store.list_exclusions","store.list_choices","store.list_limits","store.list_tolls","store.control_periods"]
def dump(ws):
    out=[]
    for t in TABLES:
        rows=sorted(map(repr,ws.rows(f"select * from {t}")))
        out.append(f"{t} {len(rows)} {hashlib.md5(chr(10).join(rows).encode()).hexdigest()[:12]}")
    return out
def plan(over): 
    d=merge(B,over)
    d=json.loads(json.dumps(d)); 
    c=d['campaign']; 
    for k in [k for k,v in c.items() if v is None]: del c[k]
    if over.get('limits')=={}: d['limits']={}
    if 'limits' in over and 'size' not in over['limits']: d['limits'].pop('size',None)
    return Plan.model_validate(d)
def whys(ws,settings,found):
    from attitude.why import why
    out=[]
    for l in found:
        ids=[m for (m,) in ws.rows("select p.member_id from store.list_exclusions x inner join store.lists l using(list_key) inner join store.persons p using(member_key) where l.list_id=? and p.member_key % 101 = 7 order by 1",[l])]
        ids+=[m for (m,) in ws.rows("select p.member_id from store.list_members x inner join store.lists l using(list_key) inner join store.persons p using(member_key) where l.list_id=? order by rank limit 2",[l])]
        for m in ids[:3]:
            w=why(ws,l,m,settings)
            out.append(repr((w.head,w.rules.rows(),w.offers.rows(),w.factors.rows(),w.binding,w.change,w.notes)))
    return hashlib.md5('\n'.join(out).encode()).hexdigest()[:12]
def one(ws,name,plans,settings,joint):
    out=[]
    for dry in ((True,False) if name in ('plain','j_plain') else (False,)):
        try:
            ws.define('begin')if False else None
            r=target_together(ws,plans,1,settings,force=True,dry=dry) if joint else target(ws,plans[0],1,settings,force=True,dry=dry)
            ls=r.lists if joint else [r]
            for l in ls: out.append(repr((l.list_id,l.day,sorted(l.totals.items()),l.funnel.rows(),l.stood,l.notes,l.account)))
            if joint: out.append(repr(r.account))
            if not dry: out.append(whys(ws,settings,[l.list_id for l in ls]))
        except AttitudeError as e:
            out.append(f"{type(e).__name__}: {e}")
    return out
def main():
    only=sys.argv[2:]
    res={}
    work=Path(tempfile.mkdtemp())
    try:
        for sname,sraw in SETS.items():
            settings=Settings.model_validate(sraw)
            for name,plans in [*((n,[v]) for n,v in V.items()),*J.items()]:
                if sname=='tz' and 'policy' not in name and name[:2]!='j_' and name!='send': continue
                if sname=='shared' and name[:2]!='j_': continue
                if sname=='ctl' and name not in ('plain','full','j_policy','one','nostart'): continue
                key=f"{name}/{sname}"
                if only and not any(o in key for o in only): continue
                f=Path(shutil.copy(BASE,work/'a.duckdb'))
                try:
                    with Workspace(f) as ws:
                        ps=[plan(p) for p in plans]
                        o=one(ws,name,ps,settings,name[:2]=='j_')
                        res[key]=o+dump(ws)
                    Path(sys.argv[1]+'.part').write_text(json.dumps(res,indent=0))
                except Exception as e:
                    res[key]=['CRASH '+''.join(traceback.format_exception(e))[-1500:]]
                    if 'old' not in sys.argv[1]: print(key,res[key][0])
        if not only or 'sweep' in only:
          for n in ('budget','explore3','capacity','one'):
            f=Path(shutil.copy(BASE,work/'a.duckdb'))
            with Workspace(f,read_only=True) as ws:
                try: res['sweep/'+n]=[repr(sweep(ws,[plan(merge(V[n],{'limits':{**V[n].get('limits',{}),'size':s}})) for s in (30,90,200)],[30,90,200],'limits.size',1,Settings()).points.rows())]
                except Exception as e: res['sweep/'+n]=['CRASH '+''.join(traceback.format_exception(e))[-1500:]]; print(res['sweep/'+n][0])
    finally: shutil.rmtree(work)
    Path(sys.argv[1]).write_text(json.dumps(res,indent=0))
    print(len(res),sum(1 for v in res.values() if v[0].startswith('CRASH')), 'crashed', sum(1 for v in res.values() if 'Error' in v[0]),'refused')
main()
