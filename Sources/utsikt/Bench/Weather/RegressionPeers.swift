import Foundation
import UtsiktEngine

/// What Python's libraries need for the same work on the same numbers, one thread each.
struct RegressionPeers {
    /// CPU milliseconds by task; nil where a library is missing.
    var milliseconds: [String: Double] = [:]
    /// The versions that were found.
    var versions: [String: String] = [:]
    /// Why nothing was measured; nil when something was.
    var missing: String?

    /// The versions that the figures in the README come from.
    static let pinned = "numpy==2.4.6 scikit-learn==1.9.1 vowpalwabbit==9.11.9"

    /// Runs them. The Python is that of the virtual environment which `UTSIKT_BENCH_PEERS` names, else the one in PATH.
    init(_ data: CorrelatedData) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("utsikt-bench-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("data").path
        try data.write(to: path)
        let environment = ProcessInfo.processInfo.environment["UTSIKT_BENCH_PEERS"]
        let python = environment.map { $0 + "/bin/python3" } ?? "python3"
        // By way of env, which takes a name in PATH as well as a path.
        let peer = Peer(
            name: "Python", executable: "env",
            arguments: [python, "-c", RegressionPeers.script, path, "\(data.rows)", "\(data.columns)"])
        switch peer.run() {
        case .missing(let why): missing = "\(why); pip install \(RegressionPeers.pinned)"
        case .ran(_, let output):
            guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(output.utf8)) else {
                missing = "it printed nothing that can be read"
                return
            }
            (milliseconds, versions) = (answer.ms, answer.versions)
        }
    }

    private struct Answer: Decodable {
        var ms: [String: Double]
        var versions: [String: String]
    }

    /// A task of a library as a comparison.
    func comparison(_ task: String, _ library: String, _ what: String) -> BenchFigure.Comparison {
        let name = "\(library)\(versions[library].map { " " + $0 } ?? ""): \(what)"
        if let value = milliseconds[task] { return .measured(name, value) }
        return .missing(name, missing ?? "\(library) is not installed; pip install \(RegressionPeers.pinned)")
    }

    private static let script = """
        import os
        for v in ("OMP","OPENBLAS","MKL"): os.environ[v+"_NUM_THREADS"]="1"
        import sys,time,json,warnings,contextlib
        warnings.simplefilter("ignore")
        path,n,p=sys.argv[1],int(sys.argv[2]),int(sys.argv[3])
        ms={};versions={}
        def best(f,k):
            b=9e9
            for _ in range(k):
                t=time.process_time();f();b=min(b,time.process_time()-t)
            return b*1000
        import numpy as np
        versions["numpy"]=np.__version__
        d=np.fromfile(path);X=d[:n*p].reshape(n,p).copy();y=d[n*p:].copy();m=n*70//100
        k=15 if n<2000 else 5
        Xt,Xe,yt=X[:m].copy(),X[m:].copy(),y[:m].copy()
        Z=(Xt-Xt.mean(0))/Xt.std(0);yc=yt-yt.mean();F=np.asfortranarray(Z)
        def gram():
            G=Z.T@Z;b=np.linalg.solve(G+100*np.eye(p),Z.T@yc);return Xe@b
        ms["gram"]=best(gram,k)
        G=Z.T@Z;c=Z.T@yc
        ms["solve"]=best(lambda:np.linalg.solve(G+100*np.eye(p),c),k)
        try:
            import sklearn
            from sklearn.linear_model import Ridge,enet_path,ElasticNet,SGDRegressor
            versions["scikit-learn"]=sklearn.__version__
            ms["ridge"]=best(lambda:Ridge(alpha=100).fit(Xt,yt).predict(Xe),k)
            ms["path"]=best(lambda:enet_path(F,yc,l1_ratio=.5,n_alphas=100) if sklearn.__version__<"1.7" else enet_path(F,yc,l1_ratio=.5,alphas=100),3)
            ms["net"]=best(lambda:ElasticNet(alpha=.1,l1_ratio=.5).fit(F,yc),3)
            ms["sgd"]=best(lambda:SGDRegressor(max_iter=10,tol=None,shuffle=False,alpha=1e-6).fit(Z,yc),3)
        except ImportError: pass
        try:
            import vowpalwabbit
            from vowpalwabbit import Workspace
            versions["vowpalwabbit"]=vowpalwabbit.__version__
            f=path+".vw"
            with open(f,"w") as o:
                for r in range(m): o.write(repr(float(yt[r]))+" | "+" ".join("%d:%.6g"%(j,Z[r,j]) for j in range(p))+chr(10))
            def vw(): Workspace("--quiet --holdout_off --l2 1e-6",data=f,passes=10,cache_file=f+".cache").finish()
            vw();ms["vw"]=best(vw,3)
        except ImportError: pass
        print(json.dumps({"ms":ms,"versions":versions}))
        """
}
